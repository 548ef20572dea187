import { expect, test } from 'vitest'
import type { Heard } from './microphone'
import { judgeHeard } from './speech'

const utterance = {
  phrase: 'play some music',
  voice: 'slt' as const,
  audio: new Int16Array(0),
  wakeStart: 0.25,
  wakeEnd: 1,
  speechEnd: 3,
}
const right: Heard = { utterance, wakeAt: 1200, text: 'play some music', textAt: 3400, audioAt: 3450 }
const nothing: Heard = { utterance, wakeAt: null, text: null, textAt: null, audioAt: null }

test('latency counts from the end of what was said', () => {
  expect(judgeHeard([right])).toEqual([
    { metric: 'wake_word_detection', unit: 'ms', samples: [200] },
    { metric: 'stt_transcription', unit: 'ms', samples: [400] },
    { metric: 'e2e_latency', unit: 'ms', samples: [450] },
  ])
})

test('a fast wrong answer has no latency, and its wake word still has one', () => {
  const wrong: Heard = { ...right, text: 'stop the music', textAt: 3001, audioAt: 3002 }
  const [wake, text, audio] = judgeHeard([right, right, wrong])
  expect(wake?.samples).toEqual([200, 200, 200])
  expect(text?.samples).toEqual([400, 400])
  expect(audio?.samples).toEqual([450, 450])
})

test('a wake before the word began is a false one', () => {
  const [wake] = judgeHeard([right, right, { ...right, wakeAt: 100 }])
  expect(wake?.samples).toEqual([200, 200])
})

test('with fewer than half of the results right there is an error and no number', () => {
  expect(judgeHeard([right, nothing, nothing])).toEqual([
    { metric: 'wake_word_detection', error: 'only 1 of 3 results were right' },
    { metric: 'stt_transcription', error: 'only 1 of 3 results were right' },
    { metric: 'e2e_latency', error: 'only 1 of 3 results were right' },
  ])
})
