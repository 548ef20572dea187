import { readFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import * as z from 'zod'
import { speechBounds } from './loudness'
import { type Pcm, readWav } from './wav'

const entry = z.strictObject({
  /** A WAVE file of plain PCM. */
  file: z.string().min(1),
  /** What is said in it. */
  text: z.string().min(1).optional(),
  /** The wake word in it, or false: nothing in it may wake. */
  wake: z.union([z.string().min(1), z.literal(false)]).optional(),
  /** Milliseconds from the start of the file to the end of what is said, as forced alignment tells. */
  endOfSpeech: z.number().positive().optional(),
})

/** Recordings, or a JSON file that lists them so; files are relative to where they are named. */
export const recordingList = z.union([z.array(entry).min(1), z.string().min(1)], {
  error: 'must be a list of recordings or a JSON file that is one',
})

export type Recording = {
  file: string
  pcm: Pcm
  /** The bytes of the file itself. */
  wav: Buffer
  text: string | undefined
  wake: string | false | undefined
  /** Milliseconds. The end is given, or found by loudness: then it is not where alignment would put it. */
  end: number
  endIsGiven: boolean
  start: number
}

async function listed(file: string): Promise<z.infer<typeof entry>[]> {
  const parsed = z
    .array(entry)
    .min(1)
    .safeParse(JSON.parse(await readFile(file, 'utf8')))
  const issue = parsed.error?.issues[0]
  if (issue) throw new Error(`${file}: ${[...issue.path, issue.message].join(': ')}`)
  return parsed.data!
}

async function read(
  directory: string,
  { file, text, wake, endOfSpeech }: z.infer<typeof entry>,
): Promise<Recording> {
  const wav = await readFile(resolve(directory, file))
  let pcm: Pcm
  try {
    pcm = readWav(wav)
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`)
  }
  const bounds = speechBounds(pcm)
  if (!bounds && endOfSpeech === undefined && wake !== false)
    throw new Error(`${file}: nothing is said in it`)
  const end = endOfSpeech ?? bounds?.end ?? 0
  return { file, pcm, wav, text, wake, end, endIsGiven: endOfSpeech !== undefined, start: bounds?.start ?? 0 }
}

/** Reads all recordings; throws one line that names the file when one cannot be used. */
export async function loadRecordings(
  given: z.infer<typeof recordingList>,
  configDirectory: string,
): Promise<Recording[]> {
  if (typeof given !== 'string') return Promise.all(given.map((one) => read(configDirectory, one)))
  const file = resolve(configDirectory, given)
  const entries = await listed(file)
  return Promise.all(entries.map((one) => read(dirname(file), one)))
}

/** How many ends of speech stand in the settings and how many were found by loudness: two definitions of one number. */
export const endsOf = (recordings: Recording[]) => ({
  endsByAlignment: recordings.filter((one) => one.endIsGiven).length,
  endsByLoudness: recordings.filter((one) => !one.endIsGiven).length,
})

/** Whether a transcript is right can only be told from what was said. */
export function requireTexts(recordings: Recording[]) {
  const untold = recordings.find((one) => one.text === undefined)
  if (untold) throw new Error(`${untold.file}: its text is not given`)
}
