import { setImmediate } from 'node:timers/promises'
import { seeded } from '@/lib/core/testing/seeded'
import { PHRASES } from '../commands'
import { join, SAMPLE_RATE, silence, toFloats } from '../engines/audio'
import { Aligner } from '../engines/stt'
import { Synthesiser, VOICES, type Voice } from '../engines/tts'
import { WAKE_WORD } from '../engines/wake'

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
/** Silence on either side of words that are to be aligned. */
const AROUND = 0.25
/** Peak of the room's own noise, about -64 dB: a microphone never gives exact zeros. */
const ROOM = 20

type Wake = { audio: Int16Array; end: number }

/** `count` recordings over all commands and voices, the same in every run. */
export async function recordUtterances(count: number): Promise<Utterance[]> {
  const synthesiser = await Synthesiser.load()
  try {
    const aligner = await Aligner.load()
    const random = seeded(1).uniform
    const wakes = new Map(VOICES.map((voice) => [voice, recordWake(aligner, synthesiser, voice)]))
    const utterances: Utterance[] = []
    for (let i = 0; utterances.length < count && i < PHRASES.length * VOICES.length; i++) {
      const [round, nth] = [Math.floor(i / PHRASES.length), i % PHRASES.length]
      const phrase = PHRASES[nth]!
      const voice = VOICES[(round + nth) % VOICES.length]!
      const command = synthesiser.speak(phrase, voice)
      utterances.push({ phrase, voice, ...record(aligner, random, wakes.get(voice)!, command, phrase) })
      // others have a server to start meanwhile
      await setImmediate()
    }
    return utterances
  } finally {
    synthesiser.close()
  }
}

function recordWake(aligner: Aligner, synthesiser: Synthesiser, voice: Voice): Wake {
  const audio = synthesiser.speak(`${WAKE_WORD}.`, voice)
  return { audio, end: endIn(aligner, join([silence(LEAD_SECONDS), audio, silence(AROUND)]), WAKE_WORD) }
}

function record(aligner: Aligner, random: () => number, wake: Wake, command: Int16Array, phrase: string) {
  const before = join([silence(LEAD_SECONDS), wake.audio, silence(PAUSE_SECONDS)])
  const audio = join([before, command, silence(TAIL_SECONDS)])
  addRoom(audio, random)
  const around = Math.round(AROUND * SAMPLE_RATE)
  const [from, to] = [before.length - around, before.length + command.length + around]
  const end = endIn(aligner, audio.subarray(from, to), phrase)
  return { audio, wakeStart: LEAD_SECONDS, wakeEnd: wake.end, speechEnd: from / SAMPLE_RATE + end }
}

/** Lays the noise of a room under a recording. */
export function addRoom(audio: Int16Array, random: () => number) {
  for (let i = 0; i < audio.length; i++)
    audio[i] = Math.max(-32_768, Math.min(32_767, audio[i]! + Math.round((2 * random() - 1) * ROOM)))
}

/** Seconds to the end of the words, by forced alignment; they must be in the recording. */
export function endIn(aligner: Aligner, audio: Int16Array, text: string): number {
  const end = aligner.endOfSpeech(toFloats(audio), text)
  if (end === null) throw new Error(`"${text}" could not be aligned`)
  return end
}
