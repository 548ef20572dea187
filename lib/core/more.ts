import { firstWhere, type Interval, leastSamples, tCdf, tQuantile } from './intervals'
import { effectiveSamples } from './launches'
import { type Level, reachOf } from './level'
import type { MetricDefinition } from './metric'
import { probabilityOf } from './stats'
import type { Summary } from './summary'
import type { Statistic, Verdict } from './wire'

const MOST_SAMPLES = 100_000
export const MOST_RUNS = 50
const MOST_LAUNCHES = 1_000
/** What is said to decide does so four times out of five. */
export const MOSTLY = 0.8
/** One end of a within-run interval lies this many standard errors from the value. */
const ONE_SIDED = 1.645

/**
 * What a goal verdict rests on: an interval, where it comes from and, where that is whole runs, their level; where it is the launches of
 * this run, how many there are and the effect of their design.
 */
export type Ground = {
  interval: Interval
  basis: Verdict['basis']
  level: Level | null
  launches?: number
  effect?: number
}

/**
 * What would decide an inconclusive verdict, in one sentence: the least number of samples, launches or runs with which an interval contains no
 * limit four times out of five, given that both the value and its interval will move. An estimate, and called "about".
 */
export function howManyMore(
  definition: MetricDefinition,
  summary: Extract<Summary, { kind: 'number' }>,
  { interval, basis, level, launches, effect = 1 }: Ground,
): string {
  const statistic = definition.statistic as Statistic
  const limits = [definition.target, definition.acceptance].filter((l) => typeof l === 'number')
  if (level) return moreRuns(limits, level)
  if (basis === 'samples' && launches)
    return moreLaunches(limits, statistic, summary, { ...interval, launches, effect })
  if (basis === 'samples') return moreSamples(limits, statistic, summary, interval)
  return 'A measurement with a narrower interval would decide.'
}

const plural = (n: number, word: string) =>
  `${n.toLocaleString('en-US')} more ${word}${n === 1 ? '' : word === 'launch' ? 'es' : 's'}`
const noInterval = (statistic: Statistic) =>
  `A ${statistic} has no interval from one run; more runs would give it one.`
const hardly = (what: string) => `The value is so near the limit that ${what} would hardly decide.`

/** Ends of an interval as distances from its value; null where unbounded. */
type Reach = { below: number | null; above: number | null }

type Move = { centre: number; deviation: number; freedom: number }

/** Probability that an interval with this reach, around a value that moves by Student's t, contains none of the limits. */
function chance(
  limits: readonly number[],
  { centre, deviation, freedom }: Move,
  { below, above }: Reach,
): number {
  const until = (x: number) => tCdf((x - centre) / deviation, freedom)
  let [undecided, from] = [0, 0]
  for (const limit of [...limits].sort((a, b) => a - b)) {
    const start = Math.max(from, above === null ? 0 : until(limit - above))
    const end = below === null ? 1 : until(limit + below)
    undecided += Math.max(0, end - start)
    from = Math.max(from, end)
  }
  return 1 - undecided
}

/** A spread from few runs is more often too small than too large: half of the time below 0.67 of the truth from two. */
export const likely = (spread: number, freedom: number) => spread * Math.sqrt(1 + 1 / freedom)

function moreRuns(limits: readonly number[], { scale, centre, spread, runs, earlier }: Level): string {
  const scaled = limits.filter((l) => !scale.log || l > 0).map(scale.to)
  const freedom = runs - 1 + Math.max(0, earlier - 1)
  const size = likely(spread, freedom)
  const wanted = firstWhere(runs + 1, runs + MOST_RUNS, (m) => {
    const reach = reachOf(size, m, earlier)
    const move = { centre, deviation: size * Math.sqrt(1 / runs - 1 / m), freedom }
    return chance(scaled, move, { below: reach, above: reach }) >= MOSTLY
  })
  return wanted > runs + MOST_RUNS
    ? hardly(`${MOST_RUNS} more runs`)
    : `About ${plural(wanted - runs, 'run')} of this commit would decide.`
}

/** As with samples, but the launch is the unit: with more of them their spread is better known too. */
function moreLaunches(
  limits: readonly number[],
  statistic: Statistic,
  { value, n }: { value: number; n: number },
  { low, high, launches: k, effect }: Interval & { launches: number; effect: number },
): string {
  const q = probabilityOf(statistic)
  if (q === 0 || q === 1) return noInterval(statistic)
  const [below, above] = [low === null ? null : value - low, high === null ? null : high - value]
  const t = (m: number) => tQuantile(0.95, m - 1)
  const error = Math.max(below ?? 0, above ?? 0) / t(k)
  const wanted = firstWhere(k + 1, MOST_LAUNCHES, (m) => {
    const shrunk = (reach: number | null) =>
      reach === null ? null : reach * Math.sqrt(k / m) * (t(m) / t(k))
    const move = { centre: value, deviation: error * Math.sqrt(1 - k / m), freedom: k - 1 }
    return chance(limits, move, { below: shrunk(below), above: shrunk(above) }) >= MOSTLY
  })
  if (wanted <= MOST_LAUNCHES) return `About ${plural(wanted - k, 'launch')} would decide.`
  const least = q === null ? 0 : Math.max(leastSamples(q), leastSamples(1 - q))
  const bounded = firstWhere(k, MOST_LAUNCHES, (m) => effectiveSamples((n * m) / k, m, effect) >= least)
  return bounded > k && bounded <= MOST_LAUNCHES
    ? `About ${plural(bounded - k, 'launch')} would bound its ${statistic}.`
    : hardly('more launches')
}

function moreSamples(
  limits: readonly number[],
  statistic: Statistic,
  { value, n }: { value: number; n: number },
  { low, high }: Interval,
): string {
  const q = probabilityOf(statistic)
  if (q === 0 || q === 1) return noInterval(statistic)
  const [below, above] = [low === null ? null : value - low, high === null ? null : high - value]
  const error = Math.max(below ?? 0, above ?? 0) / ONE_SIDED
  const least = q === null ? 2 : Math.max(leastSamples(q), leastSamples(1 - q))
  const wanted = firstWhere(n + 1, MOST_SAMPLES, (size) => {
    const shrunk = (reach: number | null) => (reach === null ? null : reach * Math.sqrt(n / size))
    const move = { centre: value, deviation: error * Math.sqrt(1 - n / size), freedom: n }
    return chance(limits, move, { below: shrunk(below), above: shrunk(above) }) >= MOSTLY
  })
  if (wanted <= MOST_SAMPLES) return `About ${plural(rounded(wanted - n), 'sample')} would decide.`
  return n < least
    ? `About ${plural(least - n, 'sample')} would bound its ${statistic}.`
    : hardly('more samples')
}

/** To two digits: more would be more than an estimate knows. */
const rounded = (n: number) => {
  const step = 10 ** Math.max(0, Math.floor(Math.log10(n)) - 1)
  return Math.ceil(n / step) * step
}
