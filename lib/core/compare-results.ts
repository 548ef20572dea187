import jstat from 'jstat'
import type { Ratio } from './ratio'
import { convert, isConvertible } from './units'
import type { Verdict } from './wire'

/** One side of a comparison: a value with its 95% interval, and what that interval knows of. */
export type Side = Pick<Verdict, 'value' | 'low' | 'high' | 'unit' | 'basis' | 'statistic'>

/**
 * What two runs of one build are taken to differ by (standard deviation of the logarithm) where nothing tells how much they do: with
 * samples of one run each, and with a bare number each. Samples of one run say how well that run was measured and nothing of the next:
 * a 95% interval of a median from 200 of them held the next run's in 18% of cases, and tests over them called the same build different
 * in 49 to 83%.
 */
export const ASSUMED = { samples: 0.03, none: 0.1 } as const

const BETWEEN_RUNS = {
  build: 0,
  history: 0,
  samples: ASSUMED.samples,
  given: ASSUMED.samples,
  none: ASSUMED.none,
}
/** How many deviations an end is away: 95% between the ends between runs, 95% at each end within one. */
const REACH = { build: 1.96, history: 1.96, samples: 1.645, given: 1.96, none: Number.NaN }

/** Variance of the logarithm of a side's value. */
function variance({ value, low, high, basis }: Side): number {
  const known = low !== null && high !== null && low > 0 && high >= low && basis !== 'none'
  const within = known ? Math.log(high / low) / 2 / REACH[basis] : 0
  return within ** 2 + (known ? BETWEEN_RUNS[basis] : value === null ? 0 : ASSUMED.none) ** 2
}

/** Whether the interval stands on an assumption about how runs differ. */
export const isAssumed = (side: Side) =>
  (side.basis !== 'build' && side.basis !== 'history') || side.low === null || side.high === null

/** Why there is no ratio of two sides; null when there is one. */
export function whyNoRatio(base: Side, head: Side): string | null {
  if (base.value === null || head.value === null) return 'one side has no value'
  if (base.statistic !== head.statistic) return `${base.statistic} does not compare with ${head.statistic}`
  if (!isConvertible(head.unit ?? 'count', base.unit ?? 'count'))
    return `${head.unit} does not convert to ${base.unit}`
  return base.value > 0 && head.value > 0 ? null : 'a ratio needs values above zero'
}

/** Head over base with the 95% interval of a difference of two normal logarithms. Both sides pass `whyNoRatio`. */
export function ratioOfSides(base: Side, head: Side): Ratio {
  const ratio = convert(head.value!, head.unit ?? 'count', base.unit ?? 'count') / base.value!
  const deviation = Math.sqrt(variance(base) + variance(head))
  const z = Math.abs(Math.log(ratio)) / deviation
  const p = deviation === 0 ? (ratio === 1 ? 1 : 0) : 2 * (1 - jstat.jStat.normal.cdf(z, 0, 1))
  return { ratio, low: ratio * Math.exp(-1.96 * deviation), high: ratio * Math.exp(1.96 * deviation), p }
}
