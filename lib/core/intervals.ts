import jstat from 'jstat'
import { ascending, deviation, mean, probabilityOf } from './stats'
import type { Statistic } from './wire'

const { studentt, binomial } = jstat.jStat

/** Ends of an interval in the unit of its values; null where so few samples cannot bound it. */
export type Interval = { low: number | null; high: number | null }

/** Quantile of Student's t with `df` degrees of freedom. */
export const tQuantile = (p: number, df: number): number => studentt.inv(p, df)

/** Two-sided probability of a t at least this far from zero. */
export const tTwoSided = (t: number, df: number): number => 2 * studentt.cdf(-Math.abs(t), df)

/** Smallest integer in [low, high] for which `test` holds; high + 1 when for none. `test` must be monotone. */
function firstWhere(low: number, high: number, test: (n: number) => boolean): number {
  let [from, to] = [low, high + 1]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if (test(middle)) to = middle
    else from = middle + 1
  }
  return from
}

/**
 * Distribution-free interval of the q-quantile from ascending samples: order statistics whose binomial probability of lying on
 * the wrong side is at most 1 − `level` at each end (David and Nagaraja, "Order Statistics", 3rd ed., section 7.1).
 */
export function orderStatisticInterval(sorted: readonly number[], q: number, level = 0.95): Interval {
  const n = sorted.length
  const risk = 1 - level
  // x(i) lies above the quantile when fewer than i samples lie below it; x(j) below when at least j do.
  const firstTooHigh = firstWhere(1, n, (i) => binomial.cdf(i - 1, n, q) > risk)
  const firstHighEnough = firstWhere(1, n, (j) => 1 - binomial.cdf(j - 1, n, q) <= risk)
  return { low: sorted[firstTooHigh - 2] ?? null, high: sorted[firstHighEnough - 1] ?? null }
}

/** Least number of samples that bounds the q-quantile from above with 95%: 5 for p50, 29 for p90, 59 for p95, 299 for p99. */
export const leastSamples = (q: number): number => Math.ceil(Math.log(0.05) / Math.log(q))

/**
 * Interval of a statistic from the samples of one run alone. Each end holds with 95%; minimum and maximum have no interval.
 */
export function withinRun(sorted: readonly number[], statistic: Statistic): Interval {
  const q = probabilityOf(statistic)
  if (q === 0 || q === 1) return { low: null, high: null }
  if (q !== null) return orderStatisticInterval(sorted, q)
  if (sorted.length < 2) return { low: null, high: null }
  const half = (tQuantile(0.95, sorted.length - 1) * deviation(sorted)) / Math.sqrt(sorted.length)
  return { low: mean(sorted) - half, high: mean(sorted) + half }
}

/** Ratios are compared on the log scale; where a value is zero or negative, differences are. */
export type Scale = { to: (v: number) => number; from: (v: number) => number; log: boolean }
export const scaleFor = (values: readonly number[]): Scale =>
  values.every((v) => v > 0)
    ? { to: Math.log, from: Math.exp, log: true }
    : { to: (v) => v, from: (v) => v, log: false }

/** Values that all agree to rounding have no spread, whatever floating point says. */
export const spreadOf = (values: readonly number[]): number => {
  const sorted = ascending(values)
  const [least, most] = [sorted[0]!, sorted[sorted.length - 1]!]
  return most - least <= 1e-12 * Math.max(Math.abs(least), Math.abs(most)) ? 0 : deviation(values)
}

/**
 * 95% interval for the level of a build from the values of its runs, by Student's t. The spread is that of `regime`, the earlier
 * runs, when there are at least eight: with one run this is a prediction interval, √(1 + 1/n) (Hahn and Meeker, "Statistical
 * Intervals", section 4.7). Without a regime at least two runs are needed.
 */
export function levelInterval(
  build: readonly number[],
  regime: readonly number[],
): { low: number; high: number } {
  const scale = scaleFor([...build, ...regime])
  const own = build.map(scale.to)
  const earlier = regime.map(scale.to)
  const pooled = earlier.length >= LEAST_HISTORY
  const spread = spreadOf(pooled ? earlier : own)
  const error = spread * Math.sqrt(1 / own.length + (pooled ? 1 / earlier.length : 0))
  const half = error === 0 ? 0 : tQuantile(0.975, (pooled ? earlier.length : own.length) - 1) * error
  if (half === 0 && own.length === 1) return { low: build[0]!, high: build[0]! }
  const centre = mean(own)
  return { low: scale.from(centre - half), high: scale.from(centre + half) }
}

/** With fewer earlier runs their spread says too little. */
export const LEAST_HISTORY = 8
