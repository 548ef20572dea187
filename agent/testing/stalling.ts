import { monotonicMs } from '../measuring/clock'

/**
 * A server's habit of standing still: answers at once, but for the first `forMs` of every `everyMs` only when those are over.
 * The same rule for every answer, as a pause of the whole process would have it.
 */
export function stalling({ everyMs = 2_000, forMs = 200 } = {}) {
  const began = monotonicMs() + everyMs / 2
  return (answer: () => void) => {
    const phase = (((monotonicMs() - began) % everyMs) + everyMs) % everyMs
    if (phase < forMs) setTimeout(answer, forMs - phase)
    else answer()
  }
}
