import type { Statistic } from './wire'

/** What a measurement row keeps of its samples, in this order. */
export const QUANTILE_NAMES = ['min', 'p5', 'p25', 'p50', 'p75', 'p90', 'p95', 'p99', 'max', 'mean'] as const

const PROBABILITY: Record<Exclude<Statistic, 'mean'>, number> = {
  min: 0,
  p5: 0.05,
  p25: 0.25,
  p50: 0.5,
  p75: 0.75,
  p90: 0.9,
  p95: 0.95,
  p99: 0.99,
  max: 1,
}

/** The probability a statistic stands for; null for the mean. */
export const probabilityOf = (statistic: Statistic): number | null =>
  statistic === 'mean' ? null : PROBABILITY[statistic]

/** Numbers in a row: an array, or the typed array that sorts a hundred thousand of them in milliseconds. */
export type Numbers = ArrayLike<number> & Iterable<number>

export const ascending = (values: readonly number[]): Float64Array => Float64Array.from(values).sort()

/**
 * Arithmetic mean; NaN of nothing. A second pass takes out the rounding of the first (Chan, Golub and LeVeque, "Algorithms for
 * Computing the Sample Variance", 1983), so that the mean of equal numbers is that number and never lies beyond the largest.
 */
export const mean = (values: Numbers): number => {
  let sum = 0
  for (const v of values) sum += v
  const rough = sum / values.length
  let rest = 0
  for (const v of values) rest += v - rough
  return rough + rest / values.length
}

/** Standard deviation of a sample (n − 1). NaN of fewer than two. */
export function deviation(values: Numbers): number {
  const m = mean(values)
  let sum = 0
  for (const v of values) sum += (v - m) ** 2
  return Math.sqrt(sum / (values.length - 1))
}

/** Quantile of ascending values, type 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", 1996. NaN of nothing. */
export function quantile(sorted: Numbers, q: number): number {
  if (sorted.length === 0) return Number.NaN
  const at = (sorted.length - 1) * q
  const below = Math.floor(at)
  const low = sorted[below]!
  return below + 1 < sorted.length ? low + (at - below) * (sorted[below + 1]! - low) : low
}

export const median = (values: readonly number[]): number => quantile(ascending(values), 0.5)

/** The ten numbers of QUANTILE_NAMES, in the samples' unit. */
export const quantilesOf = (sorted: Numbers): number[] =>
  QUANTILE_NAMES.map((name) => (name === 'mean' ? mean(sorted) : quantile(sorted, PROBABILITY[name])))

/** One statistic out of the ten numbers of QUANTILE_NAMES. */
export const statisticFrom = (quantiles: readonly number[], statistic: Statistic): number =>
  quantiles[QUANTILE_NAMES.indexOf(statistic)]!
