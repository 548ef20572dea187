import { FLOOR } from '@/lib/core/compare'
import { DIFFERENCES, type Difference, judgeRatios, type Ratio } from '@/lib/core/ratio'
import { dimensionOf } from '@/lib/core/units'
import type { Direction } from '@/lib/core/wire'

/** How a metric is judged; whoever knows none gets what its unit says. */
export type Shape = { direction: Direction; minEffect: number }

/** What is known of one metric of both sides before it is judged. */
export type Pair = Shape & {
  metric: string
  statistic: string
  unit: string | null
  base: number | string | null
  head: number | string | null
  ratio: Ratio | null
  /** why there is no ratio */
  reason: string | null
}

export type Compared = Omit<Pair, 'ratio'> & {
  ratio: number | null
  low: number | null
  high: number | null
  difference: Difference
}

export type Comparison = {
  base: string
  head: string
  /** pairs of launches, where they were interleaved */
  launches: number | null
  metrics: Compared[]
  onlyBase: string[]
  onlyHead: string[]
  /** metrics that failed in head, with what was said */
  failed: { metric: string; error: string }[]
  notes: string[]
}

/** A rate should rise; everything else that is measured costs something. */
export const shapeOf = (unit: string | null, known?: Shape): Shape =>
  known
    ? { direction: known.direction, minEffect: Math.max(known.minEffect, FLOOR) }
    : { direction: dimensionOf(unit ?? 'count') === 'rate' ? 'higher' : 'lower', minEffect: FLOOR }

const size = (m: Compared) => (m.ratio === null ? 0 : Math.abs(Math.log(m.ratio)))

/** Judges all pairs together, what matters first: worse, better, what cannot be told, no difference; the largest of each first. */
export function judgePairs(pairs: Pair[]): Compared[] {
  const differences = judgeRatios(pairs)
  return pairs
    .map(({ ratio, ...pair }, i) => ({
      ...pair,
      ratio: ratio?.ratio ?? null,
      low: ratio?.low ?? null,
      high: ratio?.high ?? null,
      difference: differences[i]!,
    }))
    .sort(
      (a, b) => DIFFERENCES.indexOf(a.difference) - DIFFERENCES.indexOf(b.difference) || size(b) - size(a),
    )
}
