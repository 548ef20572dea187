import { firstWhere, type Interval, leastSamples, tCdf } from './intervals'
import { type Level, reachOf } from './level'
import type { MetricDefinition } from './metric'
import { probabilityOf } from './stats'
import type { Summary } from './summary'
import type { Statistic, Verdict } from './wire'

const MOST_SAMPLES = 100_000
const MOST_RUNS = 50
/** What is said to decide does so four times out of five. */
const MOSTLY = 0.8
/** One end of a within-run interval lies this many standard errors from the value. */
const ONE_SIDED = 1.645

/** What a goal verdict rests on: an interval, where it comes from and, where that is whole runs, their level. */
export type Ground = { interval: Interval; basis: Verdict['basis']; level: Level | null }

/**
 * What would decide an inconclusive verdict, in one sentence: the least number of samples or runs with which an interval contains no
 * limit four times out of five, given that both the value and its interval will move. An estimate, and called "about".
 */
export function howManyMore(
  definition: MetricDefinition,
  summary: Extract<Summary, { kind: 'number' }>,
  { interval, basis, level }: Ground,
): string {
  const limits = [definition.target, definition.acceptance].filter((l) => typeof l === 'number')
  if (level) return moreRuns(limits, level)
  if (basis === 'samples') return moreSamples(limits, definition.statistic as Statistic, summary, interval)
  return 'A measurement with a narrower interval would decide.'
}

const plural = (n: number, word: string) => `${n.toLocaleString('en-US')} more ${word}${n === 1 ? '' : 's'}`
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
const likely = (spread: number, freedom: number) => spread * Math.sqrt(1 + 1 / freedom)

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

function moreSamples(
  limits: readonly number[],
  statistic: Statistic,
  { value, n }: { value: number; n: number },
  { low, high }: Interval,
): string {
  const q = probabilityOf(statistic)
  if (q === 0 || q === 1) return `A ${statistic} has no interval from one run; more runs would give it one.`
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
