import { formatInterval, formatText, stateText } from './format'
import type { Interval } from './intervals'
import type { MetricDefinition } from './metric'
import type { Goal, Verdict } from './wire'

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
 * `missed` the whole interval beyond acceptance (beyond the target, where there is no acceptance), `acceptable` the whole interval
 * between them (within acceptance, where there is no target to meet). An end that is not bounded (null) proves nothing on its side.
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

/** Goal verdict of a state by its rank among the metric's states, best first; a state that is none of them (−1) proves nothing. */
export function judgeState(definition: MetricDefinition, rank: number): Goal {
  const rankOf = (limit: number | string | null) =>
    typeof limit === 'string' ? definition.states.indexOf(limit) : -1
  const [target, acceptance] = [rankOf(definition.target), rankOf(definition.acceptance)]
  if (target < 0 && acceptance < 0) return 'no_target'
  if (rank < 0) return 'inconclusive'
  if (target >= 0 && rank <= target) return 'met'
  return rank <= (acceptance < 0 ? target : acceptance) ? 'acceptable' : 'missed'
}

const NO_TARGET = 'No target is set for this metric.'

/** What the interval rests on. `none` is a value that came alone and is taken at its word. */
const GROUND: Record<Verdict['basis'], string> = {
  build: ' by the runs of this commit',
  history: ' by the spread of earlier runs',
  samples: ' by the samples of this run alone',
  given: ' as the upload states it',
  none: ', taken as exact',
}

/** "target at most 200 ms, acceptance at most 300 ms" */
function limitsText({ target, acceptance, unit, direction }: MetricDefinition): string {
  const say = (word: string, limit: number | string | null) =>
    typeof limit === 'number'
      ? [`${word} ${direction === 'lower' ? 'at most' : 'at least'} ${formatText(limit, unit)}`]
      : []
  return [...say('target', target), ...say('acceptance', acceptance)].join(', ')
}

/** One sentence that says what the goal verdict rests on; `more` says what would decide an inconclusive one. */
export function goalSentence(
  d: MetricDefinition,
  goal: Goal,
  { interval, basis, launches }: { interval: Interval; basis: Verdict['basis']; launches?: number },
  more: string | null,
): string {
  if (goal === 'no_target') return NO_TARGET
  const said = formatInterval(interval.low, interval.high, d.unit)
  const hint = goal === 'inconclusive' && more ? ` ${more}` : ''
  if (said === null) return `No interval bounds the value (${limitsText(d)}).${hint}`
  const { target, acceptance } = d
  const words: Record<Exclude<Goal, 'no_target'>, string> = {
    met: 'surely within the target',
    acceptable: `within acceptance${target === null ? '' : ', not within the target'}`,
    missed: `beyond ${acceptance === null ? 'the target' : 'acceptance'}`,
    inconclusive: 'straddles a limit',
    error: 'not measured',
  }
  const ground =
    basis === 'samples' && launches ? ` by the ${launches} launches of this run alone` : GROUND[basis]
  return `${said}${ground}: ${words[goal]} (${limitsText(d)}).${hint}`
}

/** The same for a metric of states. */
export function stateSentence(d: MetricDefinition, goal: Goal, state: string): string {
  if (goal === 'no_target') return NO_TARGET
  const order = `best first: ${d.states.map(stateText).join(', ')}`
  const said = (limit: number | string | null) => (limit === null ? 'none' : stateText(String(limit)))
  if (goal === 'inconclusive')
    return `${stateText(state)} is not one of the states of this metric (${order}).`
  return `${stateText(state)}: target ${said(d.target)}, acceptance ${said(d.acceptance)} (${order}).`
}
