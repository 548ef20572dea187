import type { MetricDefinition } from './metric'
import { goalSentence, judgeGoal, judgeState, stateSentence } from './target'
import { convert } from './units'
import type { Verdict } from './wire'

/**
 * An earlier verdict against the target as it is now, in the definition's unit. What was measured stays as it was, the change
 * verdict too; only where the value's interval lies against the limits is judged again. `restated` is the run's value, in the
 * definition's unit, in the statistic asked for now: when that is another one, it takes the place of the value, and the interval of
 * the other statistic, which cannot be judged by this target, goes.
 */
export function verdictNow(
  verdict: Verdict,
  definition: MetricDefinition,
  restated: number | null = null,
): Verdict {
  if (verdict.targetVersion === definition.targetVersion) return verdict
  const { unit, target, acceptance, targetVersion, statistic } = definition
  const own = (value: number | null) =>
    value === null || verdict.unit === null || unit === null ? value : convert(value, verdict.unit, unit)
  const same = ['value', 'state', statistic].includes(verdict.statistic)
  const interval = same ? { low: own(verdict.low), high: own(verdict.high) } : { low: null, high: null }
  const now: Verdict = {
    ...verdict,
    unit,
    target,
    acceptance,
    targetVersion,
    value: same ? own(verdict.value) : restated,
    ...interval,
    ...(!same && { statistic, basis: 'none' as const }),
    baseline: verdict.baseline && {
      ...verdict.baseline,
      value: same ? own(verdict.baseline.value) : null,
    },
  }
  if (verdict.goal === 'error') return now
  if (verdict.state !== undefined) {
    const goal = judgeState(definition, definition.states.indexOf(verdict.state))
    return { ...now, goal, reason: stateSentence(definition, goal, verdict.state) }
  }
  const goal = judgeGoal(definition, interval)
  const reason =
    same || goal === 'no_target'
      ? goalSentence(definition, goal, { interval, basis: now.basis, launches: now.launches }, null)
      : `It was measured as ${verdict.statistic}, and the target is now for ${statistic}: a new run would tell.`
  return { ...now, goal, reason }
}
