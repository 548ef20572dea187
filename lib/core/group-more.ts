import type { Difference } from './group-difference'
import { firstWhere, tCdf, tQuantile } from './intervals'
import { likely, MOST_RUNS, MOSTLY } from './more'

/** What would tell: `runs` more of one side or of each. `decides` is false where they would only give a first interval. */
export type More = { side: 'base' | 'head' | 'each'; runs: number; decides: boolean }

export type Counts = { base: number; head: number }

/** Changes smaller than this do not matter: ends on the scale of the difference, below and above zero. */
export type Band = { low: number; high: number }

/**
 * How many more runs would tell, four times out of five, given that both the difference and its interval will move: of the side that
 * has fewer first, of each where that alone cannot. Null where fifty would hardly do.
 */
export function moreOf(d: Difference, counts: Counts, band: Band): More | null {
  if (d.error === null) {
    const { base, head } = counts
    return { side: base === head ? 'each' : base < head ? 'base' : 'head', runs: 1, decides: false }
  }
  if (d.spread === 0) return null
  const size = likely(d.spread, d.freedom)
  const few = counts.base < counts.head ? 'base' : 'head'
  for (const side of [few, 'each'] as const) {
    const runs = firstWhere(
      1,
      MOST_RUNS,
      (k) => chance(d, counts, withMore(counts, side, k), band, size) >= MOSTLY,
    )
    if (runs <= MOST_RUNS) return { side, runs, decides: true }
  }
  return null
}

const withMore = ({ base, head }: Counts, side: More['side'], k: number): Counts => ({
  base: side === 'head' ? base : base + k,
  head: side === 'base' ? head : head + k,
})

const share = ({ base, head }: Counts) => 1 / base + 1 / head

/** Probability that a difference that moves by Student's t ends beyond the band and its own interval, or with its interval inside. */
function chance(
  { centre, freedom }: Difference,
  now: Counts,
  then: Counts,
  band: Band,
  size: number,
): number {
  const added = then.base + then.head - now.base - now.head
  const reach = tQuantile(0.975, freedom + added) * size * Math.sqrt(share(then))
  const moves = size * Math.sqrt(share(now) - share(then))
  const until = (x: number) => tCdf((x - centre) / moves, freedom)
  const beyond = 1 - until(Math.max(band.high, reach)) + until(Math.min(band.low, -reach))
  return beyond + Math.max(0, until(band.high - reach) - until(band.low + reach))
}
