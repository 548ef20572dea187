import type { Measurement } from '@/lib/core/wire'
import { monotonicMs, notBefore } from '../../measuring/clock'
import { wordErrors } from '../../measuring/word-errors'
import { VoiceClient } from './client'
import type { House } from './house'
import { type Heard, speakInto } from './microphone'
import { note } from './note'
import { recordUtterances } from './utterances'

/** Every command by every voice: 59 right ones bound a p95, and some are missed. */
const UTTERANCES = 68
/** As many people as the server has microphones; their sentences end in turn, or one's answer would delay another's. */
const SPEAKERS = 4
const APART_MS = 850
/** No new utterance is begun later than this. */
const BUDGET_MS = 80_000
/** With fewer right results than this, what is right may be luck. */
const LEAST_RIGHT = 0.5

/** Real speech in real time through wake word, recognition, answer and synthesis. */
export async function speech(house: House): Promise<Measurement[]> {
  const [server, waiting] = await Promise.all([house.server(), recordUtterances(UTTERANCES)])
  const deadline = monotonicMs() + BUDGET_MS
  const all: Heard[] = []
  let lastEnd = 0
  const speaker = async (index: number) => {
    const { client } = await VoiceClient.open(server.port, `speaker-${index}`)
    try {
      for (let next = waiting.shift(); next && monotonicMs() < deadline; next = waiting.shift()) {
        const length = next.speechEnd * 1000
        lastEnd = Math.max(lastEnd + APART_MS, monotonicMs() + length)
        await notBefore(lastEnd - length)
        all.push(await speakInto(client, next))
      }
    } catch (error) {
      // when one fails, the others only finish their sentence: what follows must not be measured beside them
      waiting.length = 0
      throw error
    } finally {
      await client.close()
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: SPEAKERS }, (_, index) => speaker(index)))
  const failed = ended.find((end) => end.status === 'rejected')
  if (failed) throw failed.reason
  return judgeHeard(all)
}

/** Latency counts only where the result is right: a wrong answer is not a fast one. */
export function judgeHeard(all: Heard[]): Measurement[] {
  const woken = all.filter(({ utterance, wakeAt }) => wakeAt !== null && wakeAt > utterance.wakeStart * 1000)
  const exact = woken.filter(({ utterance, text }) => text === utterance.phrase)
  const answered = exact.filter(({ audioAt }) => audioAt !== null)
  noteQuality(all, woken, exact, answered)
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

/** How good the results are, beside how fast. */
function noteQuality(all: Heard[], woken: Heard[], exact: Heard[], answered: Heard[]) {
  const errors = woken.reduce((n, { utterance, text }) => n + wordErrors(utterance.phrase, text ?? ''), 0)
  const words = woken.reduce((n, { utterance }) => n + utterance.phrase.split(' ').length, 0)
  const rate = words > 0 ? `, word error rate ${((100 * errors) / words).toFixed(1)}%` : ''
  note(
    `speech: ${all.length} utterances, ${all.length - woken.length} wake words missed, ${exact.length} transcripts exact${rate}, ${answered.length} answered aloud`,
  )
  for (const heard of all.filter((one) => !answered.includes(one)))
    note(`speech: not counted: "${heard.utterance.phrase}" by ${heard.utterance.voice}: ${why(heard, woken)}`)
}

function why(heard: Heard, woken: Heard[]): string {
  if (!woken.includes(heard)) return 'wake word missed'
  return heard.text ? `became "${heard.text}"` : 'not understood'
}
