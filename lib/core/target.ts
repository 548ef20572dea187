import { formatInterval, formatText } from './format'
import type { Interval } from './intervals'
import type { MetricDefinition } from './metric'
import type { Goal } from './wire'

type Limits = { target: number | null; acceptance: number | null }

/** Limits and interval seen so that lower is better: for a metric where higher is, everything changes sign. */
function lowerIsBetter(d: MetricDefinition, interval: Interval) {
  const limits: Limits = {
    target: typeof d.target === 'number' ? d.target : null,
    acceptance: typeof d.acceptance === 'number' ? d.acceptance : null,
  }
  if (d.direction === 'lower') return { ...limits, ...interval }
  const turn = (v: number | null) => (v === null ? null : -v)
  return {
    target: turn(limits.target),
    acceptance: turn(limits.acceptance),
    low: turn(interval.high),
    high: turn(interval.low),
  }
}

/**
 * Goal verdict of a number: where its interval lies against target and acceptance. `met` needs the whole interval within the target,
 * `missed` the whole interval beyond acceptance, `acceptable` the whole interval between them; a limit that is not set is taken to
 * be the other one. An end that is not bounded (null) proves nothing on its side.
 */
export function judgeGoal(definition: MetricDefinition, interval: Interval): Goal {
  const { target, acceptance, low, high } = lowerIsBetter(definition, interval)
  if (target === null && acceptance === null) return 'no_target'
  const limit = acceptance ?? target!
  if (target !== null && high !== null && high <= target) return 'met'
  if (low !== null && low > limit) return 'missed'
  if (high !== null && high <= limit && (target === null || (low !== null && low > target)))
    return 'acceptable'
  return 'inconclusive'
}

/** Goal verdict of a state by its rank among the metric's states, best first. */
export function judgeState(definition: MetricDefinition, rank: number): Goal {
  const rankOf = (limit: number | string | null) =>
    typeof limit === 'string' ? definition.states.indexOf(limit) : -1
  const [target, acceptance] = [rankOf(definition.target), rankOf(definition.acceptance)]
  if (target < 0 && acceptance < 0) return 'no_target'
  if (target >= 0 && rank <= target) return 'met'
  return rank <= (acceptance < 0 ? target : acceptance) ? 'acceptable' : 'missed'
}

/** The limit nearest to the value that the interval straddles, and how far off it is; null when it straddles none. */
export function straddled(d: MetricDefinition, value: number, { low, high }: Interval): number | null {
  const limits = [d.target, d.acceptance].filter((l) => typeof l === 'number')
  const inside = limits.filter((l) => (low === null || low <= l) && (high === null || l <= high))
  return inside.sort((a, b) => Math.abs(a - value) - Math.abs(b - value))[0] ?? null
}

/** One sentence that says what the goal verdict rests on. */
export function goalSentence(
  d: MetricDefinition,
  goal: Goal,
  interval: Interval,
  more: string | null,
): string {
  const { target, acceptance } = d
  const where = formatInterval(interval.low, interval.high, d.unit) ?? 'The value has no interval'
  const name = (limit: number | string | null) =>
    typeof limit === 'number' ? formatText(limit, d.unit) : String(limit)
  const within = d.direction === 'lower' ? 'at most' : 'at least'
  const limits = [
    target === null ? null : `target ${within} ${name(target)}`,
    acceptance === null ? null : `acceptance ${within} ${name(acceptance)}`,
  ].filter(Boolean)
  const against = limits.join(', ')
  switch (goal) {
    case 'met':
      return `${where}: surely within the ${against}.`
    case 'acceptable':
      return `${where}: within acceptance${target === null ? '' : ', not within the target'} (${against}).`
    case 'missed':
      return `${where}: beyond ${acceptance === null ? 'the target' : 'acceptance'} (${against}).`
    case 'inconclusive':
      return `${where}: straddles a limit (${against}). ${more ?? ''}`.trim()
    default:
      return 'No target is set for this metric.'
  }
}
