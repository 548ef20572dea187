import { setImmediate, setTimeout as sleep } from 'node:timers/promises'

/** Milliseconds of the monotonic clock: the same in every process of a machine, unlike `performance.now()`. */
export const monotonicMs = () => Number(process.hrtime.bigint()) / 1e6

/** Rests, and at most until the signal: whoever asked looks at the signal himself. */
export async function rest(ms: number, signal?: AbortSignal) {
  await sleep(Math.max(0, ms), undefined, signal && { signal }).catch(() => {})
}

/** Until a moment of the monotonic clock has come, and at most a millisecond or two longer. Timers may fire early. */
export async function notBefore(at: number, signal?: AbortSignal) {
  for (let wait = at - monotonicMs(); wait > 0 && !signal?.aborted; wait = at - monotonicMs())
    await rest(Math.ceil(wait), signal)
}

const UNTRUSTED_MS = 2

/** Until the very moment: the last two milliseconds are waited through, which takes a processor. */
export async function exactly(at: number, signal?: AbortSignal) {
  const wait = at - monotonicMs() - UNTRUSTED_MS
  if (wait > 0) await rest(wait, signal)
  while (monotonicMs() < at && !signal?.aborted) await setImmediate()
}
