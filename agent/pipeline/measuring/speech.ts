import { setTimeout as sleep } from 'node:timers/promises'
import type { Measurement } from '@/lib/core/wire'
import { monotonicMs } from '../protocol'
import { VoiceClient } from './client'
import type { House } from './house'
import { type Heard, speakInto } from './microphone'
import { note } from './note'
import { recordUtterances } from './utterances'

const UTTERANCES = 28
/** Two people at a time, half an utterance apart, so that the ends of their sentences do not meet. */
const SPEAKERS = 2
const APART_MS = 1_500
/** No new utterance is begun later than this. */
const BUDGET_MS = 55_000
/** With fewer right results than this, what is right may be luck. */
const LEAST_RIGHT = 0.5

/** Real speech in real time through wake word, recognition, answer and synthesis. */
export async function speech(house: House): Promise<Measurement[]> {
  const server = await house.server()
  const waiting = await recordUtterances(UTTERANCES)
  const deadline = monotonicMs() + BUDGET_MS
  const all: Heard[] = []
  const speaker = async (index: number) => {
    const { client } = await VoiceClient.open(server.port, `speaker-${index}`)
    try {
      await sleep(index * APART_MS)
      for (let next = waiting.shift(); next && monotonicMs() < deadline; next = waiting.shift())
        all.push(await speakInto(client, next))
    } finally {
      await client.close()
    }
  }
  await Promise.all(Array.from({ length: SPEAKERS }, (_, index) => speaker(index)))
  return judgeHeard(all)
}

/** Latency counts only where the result is right: a wrong answer is not a fast one. */
export function judgeHeard(all: Heard[]): Measurement[] {
  const woken = all.filter(({ utterance, wakeAt }) => wakeAt !== null && wakeAt > utterance.wakeStart * 1000)
  const exact = woken.filter(({ utterance, text }) => text === utterance.phrase)
  const answered = exact.filter(({ audioAt }) => audioAt !== null)
  note(
    `speech: ${all.length} utterances, ${woken.length} wake words heard, ${exact.length} transcripts exact, ${answered.length} answered aloud`,
  )
  for (const { utterance, text } of all.filter((heard) => !exact.includes(heard)))
    note(
      `speech: not counted: "${utterance.phrase}" by ${utterance.voice} became ${text === null ? 'nothing' : `"${text}"`}`,
    )
  const report = (metric: string, right: Heard[], latency: (heard: Heard) => number): Measurement =>
    right.length > 0 && right.length >= all.length * LEAST_RIGHT
      ? { metric, unit: 'ms', samples: right.map(latency) }
      : { metric, error: `only ${right.length} of ${all.length} results were right` }
  return [
    report('wake_word_detection', woken, (h) => h.wakeAt! - h.utterance.wakeEnd * 1000),
    report('stt_transcription', exact, (h) => h.textAt! - h.utterance.speechEnd * 1000),
    report('e2e_latency', answered, (h) => h.audioAt! - h.utterance.speechEnd * 1000),
  ]
}
