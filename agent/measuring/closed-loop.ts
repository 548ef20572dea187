import { causeOf } from './cause'
import { monotonicMs } from './clock'
import type { Answer, Try } from './open-loop'

export type Turns = { workers: number; count: number; warmup: number; signal: AbortSignal }

/**
 * Each worker sends as soon as its last answer is there. It finds out how much a server can do; of how long people wait it sees too
 * little, because a server that stalls is asked less: that is what the open loop is for.
 */
export async function closedLoop<T>(
  { workers, count, warmup, signal }: Turns,
  send: (i: number) => Promise<Answer<T>>,
): Promise<Try<T>[]> {
  const total = warmup + count
  const tries: Try<T>[] = []
  let next = 0
  const work = async () => {
    while (next < total && !signal.aborted) {
      const i = next++
      const intended = monotonicMs()
      const answer = await send(i).catch((error: unknown) => ({ error: causeOf(error) }))
      if (i >= warmup && !signal.aborted) tries.push({ intended, answer })
    }
  }
  await Promise.all(Array.from({ length: workers }, work))
  return tries
}
