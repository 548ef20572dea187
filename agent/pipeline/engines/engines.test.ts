import { afterAll, beforeAll, expect, test } from 'vitest'
import { GRAMMAR, PHRASES } from '../commands'
import { join, SAMPLE_RATE, secondsOf, silence, toFloats } from './audio'
import { Aligner, Recogniser } from './stt'
import { Synthesiser, VOICES } from './tts'

let synthesiser: Synthesiser
let recogniser: Recogniser

beforeAll(async () => {
  synthesiser = await Synthesiser.load()
  recogniser = (await Recogniser.load(GRAMMAR, 1))[0]!
}, 60_000)
afterAll(() => synthesiser?.close())

/** Feeds a recording in chunks of 20 ms, as it would arrive. */
function recognise(audio: Int16Array): string | null {
  const floats = toFloats(audio)
  const step = SAMPLE_RATE / 50
  for (let at = 0; at < floats.length; at += step) {
    const text = recogniser.hear(floats.subarray(at, at + step))
    if (text !== null) return text
  }
  return null
}

test.each(PHRASES.slice(0, 6).map((phrase, i) => [phrase, VOICES[i % 2]!] as const))(
  'speech made of "%s" by %s is understood word for word',
  (phrase, voice) => {
    expect(recognise(join([silence(0.4), synthesiser.speak(phrase, voice), silence(1)]))).toBe(phrase)
    recogniser.reset()
  },
  30_000,
)

test('the end of speech comes from the words and not from the length of the recording', async () => {
  const aligner = await Aligner.load()
  const speech = synthesiser.speak('play some music')
  const end = aligner.endOfSpeech(toFloats(join([silence(0.5), speech, silence(1)])), 'play some music')!
  expect(end).toBeGreaterThan(0.5 + secondsOf(speech) / 2)
  expect(end).toBeLessThan(0.5 + secondsOf(speech))
}, 60_000)

test('speaking many times in a row ends no process', () => {
  for (let i = 0; i < 60; i++) expect(synthesiser.speak('Okay.').length).toBeGreaterThan(1_000)
}, 60_000)
