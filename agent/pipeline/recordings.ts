import { mkdirSync, writeFileSync } from 'node:fs'
import { join as pathJoin } from 'node:path'
import { seeded } from '@/lib/core/testing/seeded'
import { writeWav } from '../measuring/wav'
import { PHRASES } from './commands'
import { join, SAMPLE_RATE, silence, toBytes } from './engines/audio'
import { Aligner } from './engines/stt'
import { Synthesiser, VOICES, type Voice } from './engines/tts'
import { WAKE_WORD } from './engines/wake'
import { addRoom, endIn } from './measuring/utterances'

const LEAD_SECONDS = 0.25
const TAIL_SECONDS = 1

/** Recordings as the probes take them, synthetic as the pipeline's speakers are, with ends of speech by forced alignment. */
export async function writeRecordings(
  directory: string,
  phrases = PHRASES,
  voices: readonly Voice[] = VOICES,
) {
  mkdirSync(directory, { recursive: true })
  const [synthesiser, aligner, random] = [await Synthesiser.load(), await Aligner.load(), seeded(1).uniform]
  /** The audio in a file, and where its speech ends. */
  const record = (name: string, text: string, voice: Voice) => {
    const audio = join([silence(LEAD_SECONDS), synthesiser.speak(text, voice), silence(TAIL_SECONDS)])
    const words = text.replace('.', '')
    const endOfSpeech = Math.round(endIn(aligner, audio, words) * 1000)
    addRoom(audio, random)
    const pcm = { rate: SAMPLE_RATE, width: 2, channels: 1, bytes: toBytes(audio) }
    writeFileSync(pathJoin(directory, name), writeWav(pcm))
    return { file: name, endOfSpeech }
  }
  const list = (name: string, entries: object[]) =>
    writeFileSync(pathJoin(directory, name), `${JSON.stringify(entries, null, 2)}\n`)
  try {
    const commands = phrases.map((text, i) => ({
      ...record(`command-${i}.wav`, text, voices[i % voices.length]!),
      text,
    }))
    list('commands.json', commands)
    const wakes = voices.map((voice) => ({
      ...record(`wake-${voice}.wav`, `${WAKE_WORD}.`, voice),
      wake: WAKE_WORD,
    }))
    const quiet = commands.slice(0, 2).map(({ file }) => ({ file, wake: false }))
    list('wakes.json', [...wakes, ...quiet])
  } finally {
    synthesiser.close()
  }
}
