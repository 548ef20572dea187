import type { MetricDefinition } from './metric'
import { judgeGoal, judgeState } from './target'
import { convert } from './units'
import type { Goal, Verdict } from './wire'

export type Standpoint = { goal: Goal; value: number | null; low: number | null; high: number | null }

/**
 * What an earlier verdict says against the target as it is now. The value and its interval stay as they were measured, in the
 * definition's unit; only where they lie against the limits is judged again.
 */
export function goalNow(verdict: Verdict, definition: MetricDefinition): Standpoint {
  const { unit } = definition
  const own = (value: number | null) =>
    value === null || verdict.unit === null || unit === null || verdict.unit === unit
      ? value
      : convert(value, verdict.unit, unit)
  const now = { value: own(verdict.value), low: own(verdict.low), high: own(verdict.high) }
  if (verdict.goal === 'error' || verdict.targetVersion === definition.targetVersion)
    return { goal: verdict.goal, ...now }
  const goal =
    verdict.state === undefined
      ? judgeGoal(definition, now)
      : judgeState(definition, definition.states.indexOf(verdict.state))
  return { goal, ...now }
}
