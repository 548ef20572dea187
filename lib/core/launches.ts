import { type Interval, orderStatisticRanks, tQuantile, withinRun } from './intervals'
import { mean, type Numbers, probabilityOf, quantile } from './stats'
import type { Statistic } from './wire'

/** Samples of one run that was launched several times, each launch by itself, in the unit of the metric. */
export type Launches = readonly (readonly number[])[]

/** One end of an interval within a run holds with this probability, of which this is the point of the normal distribution. */
const LEVEL = 0.95
const NORMAL = 1.6448536269514722

/** Samples cut into those of each launch; null where one launch gave all, or each gave one: then a sample is the unit. */
export function launchesOf(
  samples: readonly number[],
  sizes: readonly number[] | undefined,
): Launches | null {
  if (!sizes || sizes.length < 2 || sizes.every((n) => n === 1)) return null
  let end = 0
  return sizes.map((n) => {
    end += n
    return samples.slice(end - n, end)
  })
}

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0)

/** Variance of the ratio Σ total / Σ size between launches (Cochran, "Sampling Techniques", 3rd ed., section 9A). */
function ratioVariance(totals: readonly number[], sizes: readonly number[]): number {
  const k = totals.length
  const n = sum(sizes)
  const ratio = sum(totals) / n
  return (k / (k - 1)) * (sum(totals.map((total, i) => (total - ratio * sizes[i]!) ** 2)) / n ** 2)
}

/** How many times fewer samples `k` launches amount to because their spread is known from so few. */
const caution = (k: number) => (tQuantile(LEVEL, k - 1) / NORMAL) ** 2

/**
 * Kish's design effect ("Survey Sampling", 1965) on the proportion of samples below the q-quantile: how many times larger its variance
 * is than that of as many independent samples. Never below 1: launches agree better than chance by chance alone.
 */
function effectAt(launches: Launches, sorted: Numbers, q: number): number {
  const at = quantile(sorted, q)
  const below = launches.map((l) => l.reduce((n, v) => n + Number(v <= at), 0))
  const sizes = launches.map((l) => l.length)
  return Math.max(1, ratioVariance(below, sizes) / ((q * (1 - q)) / sorted.length))
}

/**
 * The design effect that a quantile is judged with. In a tail few launches say anything, and those that would say the opposite may not
 * have come yet: there it is drawn half-way, as a ratio, towards the effect on the median.
 */
export function designEffect(launches: Launches, sorted: Numbers, q: number): number {
  const own = effectAt(launches, sorted, q)
  return Math.max(own, Math.sqrt(own * effectAt(launches, sorted, 0.5)))
}

/** As many independent samples as say what `n` samples of `k` launches say. */
export const effectiveSamples = (n: number, k: number, effect: number): number =>
  Math.max(1, Math.floor(n / (effect * caution(k))))

/**
 * Interval of the q-quantile where launches differ: Woodruff, "Confidence Intervals for Medians and Other Position Measures", 1952,
 * with the effective number of samples of Korn and Graubard, 1998. The order statistics that bound the quantile of so many samples
 * are looked up at their place among all.
 */
function quantileInterval(launches: Launches, sorted: Numbers, q: number): Interval {
  const n = sorted.length
  const effective = effectiveSamples(n, launches.length, designEffect(launches, sorted, q))
  const ranks = orderStatisticRanks(effective, q)
  const place = (rank: number) => (rank * (n + 1)) / (effective + 1)
  return {
    low: ranks.low && sorted[Math.max(1, Math.floor(place(ranks.low))) - 1]!,
    high: ranks.high && sorted[Math.min(n, Math.ceil(place(ranks.high))) - 1]!,
  }
}

/** Interval of the mean where launches differ: t over launches, and never narrower than that of independent samples. */
function meanInterval(launches: Launches, sorted: Numbers): Interval {
  const [centre, alone] = [mean(sorted), withinRun(sorted, 'mean')]
  const spread = Math.sqrt(
    ratioVariance(
      launches.map(sum),
      launches.map((l) => l.length),
    ),
  )
  const half = tQuantile(LEVEL, launches.length - 1) * spread
  return { low: Math.min(centre - half, alone.low!), high: Math.max(centre + half, alone.high!) }
}

/**
 * Interval of a statistic within one run of several launches. Samples of one launch resemble each other, so the launch is the unit: the
 * interval is as wide as the launches, and not the samples, allow. Each end holds with 95%; minimum and maximum have no interval.
 */
export function withinLaunches(launches: Launches, sorted: Numbers, statistic: Statistic): Interval {
  const q = probabilityOf(statistic)
  if (q === 0 || q === 1) return { low: null, high: null }
  return q === null ? meanInterval(launches, sorted) : quantileInterval(launches, sorted, q)
}
