import jstat from 'jstat'
import type { Interval } from './intervals'
import { ascending, quantile } from './stats'

const { normal } = jstat.jStat

/**
 * Theil–Sen slope: the median of the slopes of all pairs of points, which a quarter of outliers cannot spoil, with Sen's interval from Kendall's
 * statistic, corrected for tied values (Sen, "Estimates of the Regression Coefficient Based on Kendall's Tau", 1968). In values per unit of
 * `at`. Ends are null where so few points cannot bound it. It looks at all pairs: a few thousand points at most.
 *
 * @param at where each value was taken; pairs at one place are left out
 * @throws RangeError when lengths differ or no two places do
 */
export function theilSen(
  values: readonly number[],
  at: readonly number[] = values.map((_, i) => i),
  level = 0.95,
): { slope: number } & Interval {
  if (at.length !== values.length) throw new RangeError('every value needs its place')
  const found: number[] = []
  for (let i = 0; i < values.length; i++)
    for (let j = i + 1; j < values.length; j++)
      if (at[i] !== at[j]) found.push((values[j]! - values[i]!) / (at[j]! - at[i]!))
  if (found.length === 0) throw new RangeError('a slope needs values at two places')
  const slopes = ascending(found)
  const variance = kendallVariance(values, at)
  const outside = (slopes.length - normal.inv((1 + level) / 2, 0, 1) * Math.sqrt(variance)) / 2
  const rank = Math.floor(outside)
  return {
    slope: quantile(slopes, 0.5),
    low: rank > 0 ? slopes[rank - 1]! : null,
    high: rank > 0 ? slopes[slopes.length - rank]! : null,
  }
}

/** Variance of Kendall's S without a trend, with ties on either side (Kendall, "Rank Correlation Methods", 4th ed., section 4.9). */
function kendallVariance(values: readonly number[], at: readonly number[]): number {
  const n = values.length
  const groups = (of: readonly number[]) => {
    const counts = new Map<number, number>()
    for (const v of of) counts.set(v, (counts.get(v) ?? 0) + 1)
    return [...counts.values()]
  }
  const sum = (counts: number[], term: (t: number) => number) => counts.reduce((s, t) => s + term(t), 0)
  const [x, y] = [groups(at), groups(values)]
  const cubic = (t: number) => t * (t - 1) * (2 * t + 5)
  const threes = (t: number) => t * (t - 1) * (t - 2)
  const twos = (t: number) => t * (t - 1)
  return (
    (cubic(n) - sum(x, cubic) - sum(y, cubic)) / 18 +
    (n > 2 ? (sum(x, threes) * sum(y, threes)) / (9 * threes(n)) : 0) +
    (sum(x, twos) * sum(y, twos)) / (2 * twos(n))
  )
}
