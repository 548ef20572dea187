import jstat from 'jstat'
import { deviation, mean, type Numbers, probabilityOf } from './stats'
import type { Statistic } from './wire'

const { studentt, binomial } = jstat.jStat

/** Ends of an interval in the unit of its values; null where so few samples cannot bound it. */
export type Interval = { low: number | null; high: number | null }

/** With fewer earlier runs their spread says too little. */
export const LEAST_HISTORY = 8

const known = new Map<number, number>()

/** Quantile of Student's t with `df` degrees of freedom. An upload asks for the same few ones thousands of times. */
export function tQuantile(p: number, df: number): number {
  const found = known.get(p + df)
  if (found !== undefined) return found
  const t = studentt.inv(p, df)
  if (df <= 100) known.set(p + df, t)
  return t
}

/** Probability of a t below `t`; beyond 1e100 its square would overflow, and nothing is left to add. */
export const tCdf = (t: number, df: number): number => studentt.cdf(Math.max(-1e100, Math.min(1e100, t)), df)

/** Two-sided probability of a t at least this far from zero. */
export const tTwoSided = (t: number, df: number): number => 2 * tCdf(-Math.abs(t), df)

/** Smallest integer in [low, high] for which `test` holds; high + 1 when for none. `test` must be monotone. */
export function firstWhere(low: number, high: number, test: (n: number) => boolean): number {
  let [from, to] = [low, high + 1]
  while (from < to) {
    const middle = Math.floor((from + to) / 2)
    if (test(middle)) to = middle
    else from = middle + 1
  }
  return from
}

/**
 * Ranks, from 1, of the order statistics that bound the q-quantile of `n` samples: their binomial probability of lying on the wrong
 * side is at most 1 − `level` at each end (David and Nagaraja, "Order Statistics", 3rd ed., section 7.1). Null where none bounds it.
 */
export function orderStatisticRanks(n: number, q: number, level = 0.95): Interval {
  const risk = 1 - level
  // x(i) lies above the quantile when fewer than i samples lie below it; x(j) below when at least j do.
  const firstTooHigh = firstWhere(1, n, (i) => binomial.cdf(i - 1, n, q) > risk)
  const firstHighEnough = firstWhere(1, n, (j) => 1 - binomial.cdf(j - 1, n, q) <= risk)
  return { low: firstTooHigh - 1 || null, high: firstHighEnough > n ? null : firstHighEnough }
}

/** Distribution-free interval of the q-quantile from ascending samples. */
export function orderStatisticInterval(sorted: Numbers, q: number, level = 0.95): Interval {
  const { low, high } = orderStatisticRanks(sorted.length, q, level)
  return { low: low && sorted[low - 1]!, high: high && sorted[high - 1]! }
}

/** Least number of samples that bounds the q-quantile from above with 95%: 5 for p50, 29 for p90, 59 for p95, 299 for p99. */
export const leastSamples = (q: number): number => Math.ceil(Math.log(0.05) / Math.log(q))

/**
 * Interval of a statistic from the samples of one run alone. Each end holds with 95%; minimum and maximum have no interval.
 */
export function withinRun(sorted: Numbers, statistic: Statistic): Interval {
  const q = probabilityOf(statistic)
  if (q === 0 || q === 1) return { low: null, high: null }
  if (q !== null) return orderStatisticInterval(sorted, q)
  if (sorted.length < 2) return { low: null, high: null }
  const half = (tQuantile(0.95, sorted.length - 1) * deviation(sorted)) / Math.sqrt(sorted.length)
  return { low: mean(sorted) - half, high: mean(sorted) + half }
}
