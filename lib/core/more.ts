import { type Interval, LEAST_HISTORY, leastSamples, tQuantile } from './intervals'
import type { MetricDefinition } from './metric'
import { probabilityOf } from './stats'
import type { Summary } from './summary'
import { straddled } from './target'
import type { Verdict } from './wire'

const MOST_SAMPLES = 100_000
const MOST_RUNS = 50

/**
 * What would decide an inconclusive verdict, in one sentence. The width of an interval is taken to shrink with the square root of
 * what it rests on, and the value to stay where it is: an estimate, and called "about".
 */
export function howManyMore(
  definition: MetricDefinition,
  summary: Extract<Summary, { kind: 'number' }>,
  interval: Interval,
  basis: Verdict['basis'],
  runs: number,
): string {
  const limit = straddled(definition, summary.value, interval)
  const distance = limit === null ? 0 : Math.abs(limit - summary.value)
  if (basis === 'samples') return moreSamples(definition, summary, interval, distance)
  if (basis === 'given') return 'A measurement with a narrower interval would decide.'
  return moreRuns(interval, summary.value, distance, basis === 'build' ? null : runs)
}

const plural = (n: number, word: string) => `${n.toLocaleString('en-US')} more ${word}${n === 1 ? '' : 's'}`

function moreSamples(
  { statistic }: MetricDefinition,
  { n, value }: { n: number; value: number },
  { low, high }: Interval,
  distance: number,
): string {
  const q = statistic === 'state' ? null : probabilityOf(statistic)
  if (low === null && high === null && (q === 0 || q === 1))
    return `A ${statistic} has no interval from one run; ${LEAST_HISTORY} earlier runs would give one.`
  if ((low === null || high === null) && q !== null) {
    const least = Math.max(leastSamples(q), leastSamples(1 - q))
    if (least > n) return `About ${plural(least - n, 'sample')} would bound its ${statistic}.`
  }
  const reach = Math.max(high === null ? 0 : high - value, low === null ? 0 : value - low)
  const wanted = distance > 0 && reach > 0 ? Math.ceil(n * (reach / distance) ** 2) : Number.POSITIVE_INFINITY
  return wanted > MOST_SAMPLES
    ? 'The value is so near the limit that more samples would hardly decide.'
    : `About ${plural(Math.max(1, wanted - n), 'sample')} would decide.`
}

/** With the spread known from n earlier runs, m runs of one build have the error s·√(1/m + 1/n). */
function moreRuns({ low, high }: Interval, value: number, distance: number, earlier: number | null): string {
  const reach = Math.max((high ?? value) - value, value - (low ?? value))
  const n = earlier ?? Number.POSITIVE_INFINITY
  const oneRun = Math.sqrt(1 + 1 / n)
  for (let m = 2; m <= MOST_RUNS; m++) {
    const error = Math.sqrt(1 / m + 1 / n) / oneRun
    const tails = earlier === null ? tQuantile(0.975, m) / tQuantile(0.975, 1) : 1
    if (reach * error * tails < distance) return `About ${plural(m - 1, 'run')} of this commit would decide.`
  }
  return `The value is so near the limit that ${MOST_RUNS} more runs would hardly decide.`
}
