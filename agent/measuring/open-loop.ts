import { setImmediate } from 'node:timers/promises'
import { causeOf } from './cause'
import { exactly, monotonicMs, rest } from './clock'

/** Later than this after its time, a send is counted as late. Its latency still counts from the time it was meant for. */
const LATE_MS = 1

export type Schedule = {
  perSecond: number
  /** Sends that count, after `warmup` sends that do not. */
  count: number
  warmup: number
  /** How long after its intended send an answer may take. */
  patienceMs: number
  /** So many may wait for an answer at once; a send that would be one more is dropped. */
  maxWaiting: number
  signal: AbortSignal
}

/** When an answer was whole in our hands, told by whoever received it, and what it says. */
export type Answer<T> = { at: number; value: T }

/** One send that counts, from the moment it should have left. */
export type Try<T> = { intended: number; answer: Answer<T> | { error: string } }

export type OpenLoop<T> = { tries: Try<T>[]; counts: { late: number; dropped: number } }

/**
 * Sends on a schedule fixed at the start, whether or not earlier ones were answered, so that a server that stalls cannot hide it by
 * slowing the client down. Ends when all is answered, when the last one's patience is over, and at once after an abort.
 */
export async function openLoop<T>(
  schedule: Schedule,
  send: (i: number) => Promise<Answer<T>>,
): Promise<OpenLoop<T>> {
  const { perSecond, count, warmup, patienceMs, maxWaiting, signal } = schedule
  const total = warmup + count
  const unsent = { error: 'not sent' }
  const unanswered = { error: `no answer in ${patienceMs / 1000} s` }
  const answers: Try<T>['answer'][] = Array.from({ length: total }, () => unsent)
  const allIn = new AbortController()
  let [sent, waiting, late] = [0, 0, 0]
  const started = monotonicMs() + 1000 / perSecond
  const intendedAt = (i: number) => started + (i * 1000) / perSecond

  const launch = (i: number) => {
    answers[i] = unanswered
    waiting++
    const settle = (answer: Try<T>['answer']) => {
      const at = 'at' in answer ? answer.at : monotonicMs()
      if (at - intendedAt(i) <= patienceMs) answers[i] = answer
      waiting--
      if (waiting === 0 && sent === total) allIn.abort()
    }
    send(i).then(settle, (error) => settle({ error: causeOf(error) }))
  }

  for (; sent < total; sent++) {
    // when behind, one turn of the event loop all the same: answers must get in
    if (monotonicMs() >= intendedAt(sent)) await setImmediate()
    await exactly(intendedAt(sent), signal)
    if (signal.aborted) break
    if (sent >= warmup && monotonicMs() - intendedAt(sent) > LATE_MS) late++
    if (waiting < maxWaiting) launch(sent)
  }
  if (waiting > 0)
    await rest(intendedAt(sent - 1) + patienceMs - monotonicMs(), AbortSignal.any([signal, allIn.signal]))

  const tries = answers.slice(warmup).map((answer, i) => ({ intended: intendedAt(warmup + i), answer }))
  const dropped = tries.filter(({ answer }) => answer === unsent || answer === unanswered).length
  return { tries, counts: { late, dropped } }
}
