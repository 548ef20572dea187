import { AppError } from '../errors'

/** A token may make this many requests at once, and this many a second for good. Far above any CI; it stops a runaway loop. */
const BURST = 3_000
const PER_SECOND = 1_000
const MOST_KEYS = 10_000

const buckets = new Map<string, { left: number; at: number }>()

/** Takes one turn of this token, or refuses with the seconds to wait. Counted per process, in memory. */
export function takeTurn(key: string, now: number) {
  const before = buckets.get(key) ?? { left: BURST, at: now }
  const left = Math.min(BURST, before.left + (Math.max(0, now - before.at) / 1000) * PER_SECOND)
  if (left < 1)
    throw new AppError('too_many_requests', 'This token makes too many requests; slow down.', [], 1)
  if (buckets.size > MOST_KEYS) buckets.clear()
  buckets.set(key, { left: left - 1, at: now })
}
