import { PHRASES } from '../commands'
import { join, SAMPLE_RATE, secondsOf, toFloats } from '../engines/audio'
import { Aligner } from '../engines/stt'
import { Synthesiser, VOICES, type Voice } from '../engines/tts'
import { WAKE_WORD } from '../engines/wake'
import { mulberry32 } from './slope'

/** A recording of the wake word and a command; the ends are in seconds from its start. */
export type Utterance = {
  phrase: string
  voice: Voice
  audio: Int16Array
  wakeStart: number
  wakeEnd: number
  speechEnd: number
}

const LEAD_SECONDS = 0.25
/** People wait for the sign that they are heard. */
const PAUSE_SECONDS = 0.5
const TAIL_SECONDS = 2.5
/** Peak of the room's own noise, about -64 dB: a microphone never gives exact zeros. */
const ROOM = 20

/** `count` recordings over all commands and voices, the same in every run. */
export async function recordUtterances(count: number): Promise<Utterance[]> {
  const synthesiser = await Synthesiser.load()
  try {
    const aligner = await Aligner.load()
    const wakes = new Map(VOICES.map((voice) => [voice, synthesiser.speak(`${WAKE_WORD}.`, voice)]))
    const random = mulberry32(1)
    const utterances: Utterance[] = []
    for (let i = 0; utterances.length < count && i < PHRASES.length * VOICES.length; i++) {
      const phrase = PHRASES[i % PHRASES.length]!
      const voice = VOICES[(i + Math.floor(i / PHRASES.length)) % VOICES.length]!
      utterances.push(
        record(aligner, random, phrase, voice, wakes.get(voice)!, synthesiser.speak(phrase, voice)),
      )
    }
    return utterances
  } finally {
    synthesiser.close()
  }
}

function record(
  aligner: Aligner,
  random: () => number,
  phrase: string,
  voice: Voice,
  wake: Int16Array,
  command: Int16Array,
): Utterance {
  const quiet = (seconds: number) => new Int16Array(Math.round(seconds * SAMPLE_RATE))
  const audio = join([quiet(LEAD_SECONDS), wake, quiet(PAUSE_SECONDS), command, quiet(TAIL_SECONDS)])
  for (let i = 0; i < audio.length; i++)
    audio[i] = Math.max(-32_768, Math.min(32_767, audio[i]! + Math.round((2 * random() - 1) * ROOM)))
  const wakeStart = LEAD_SECONDS
  const commandStart = LEAD_SECONDS + secondsOf(wake) + PAUSE_SECONDS
  const cut = Math.round((commandStart - PAUSE_SECONDS / 2) * SAMPLE_RATE)
  const wakeEnd = aligner.endOfSpeech(toFloats(audio.subarray(0, cut)), WAKE_WORD)
  const speechEnd = aligner.endOfSpeech(toFloats(audio.subarray(cut)), phrase)
  if (wakeEnd === null || speechEnd === null) throw new Error(`"${phrase}" by ${voice} could not be aligned`)
  return { phrase, voice, audio, wakeStart, wakeEnd, speechEnd: speechEnd + cut / SAMPLE_RATE }
}
