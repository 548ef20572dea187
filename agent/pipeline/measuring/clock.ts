import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import { monotonicMs } from '../protocol'

/** Until a moment of the monotonic clock has come, and at most a millisecond or two longer. Timers may fire early. */
export async function notBefore(at: number) {
  for (let wait = at - monotonicMs(); wait > 0; wait = at - monotonicMs()) await sleep(Math.ceil(wait))
}

const UNTRUSTED_MS = 2

/** Until the very moment: the last two milliseconds are waited through, which takes a processor. */
export async function exactly(at: number) {
  const wait = at - monotonicMs() - UNTRUSTED_MS
  if (wait > 0) await sleep(wait)
  while (monotonicMs() < at) await setImmediate()
}
