import type { ReportMetric } from '../report'
import { isJudged, type Judged } from './words'

/** A metric that does not surely keep its target, measured against the limit that matters for it. */
export type Finding = {
  metric: Judged
  goal: 'missed' | 'acceptable' | 'inconclusive'
  /** null for states, and where nothing was straddled */
  limit: { name: 'target' | 'acceptance'; value: number } | null
  /** how far beyond the limit the value lies, in its unit; negative: within it. Null without a limit. */
  beyond: number | null
  /** the same as a share of the limit; null where the limit is 0 */
  share: number | null
}

const ORDER = { missed: 0, acceptable: 1, inconclusive: 2 } as const

/** What misses, then what is merely acceptable, then what cannot be told; in each the farthest beyond its limit first. */
export function findingsOf(metrics: readonly ReportMetric[]): Finding[] {
  const found = metrics.filter(isJudged).flatMap((m) => findingOf(m) ?? [])
  const far = ({ limit, beyond, share }: Finding) =>
    share ??
    (limit && beyond !== null ? Math.sign(beyond) * Number.POSITIVE_INFINITY || 0 : Number.NEGATIVE_INFINITY)
  return found.sort((a, b) => ORDER[a.goal] - ORDER[b.goal] || compare(far(b), far(a)))
}

const compare = (a: number, b: number) => (a === b ? 0 : a < b ? -1 : 1)

function findingOf(metric: Judged): Finding | null {
  const { goal } = metric.verdict
  if (goal !== 'missed' && goal !== 'acceptable' && goal !== 'inconclusive') return null
  const { target } = metric.definition
  // Without a target there is nothing better than acceptance to reach.
  if (goal === 'acceptable' && target === null) return null
  const limit = limitOf(metric, goal)
  const beyond = limit && beyondOf(metric, limit.value, goal)
  return {
    metric,
    goal,
    limit,
    beyond,
    share: limit && beyond !== null && limit.value !== 0 ? beyond / Math.abs(limit.value) : null,
  }
}

function limitOf({ definition, verdict }: Judged, goal: Finding['goal']): Finding['limit'] {
  const { target, acceptance } = definition
  const named = (name: 'target' | 'acceptance', value: number | string | null) =>
    typeof value === 'number' ? { name, value } : null
  if (goal === 'acceptable') return named('target', target)
  if (goal === 'missed') return named('acceptance', acceptance) ?? named('target', target)
  return nearest(verdict, [named('target', target), named('acceptance', acceptance)])
}

/** The limit nearest to the value among those that its interval straddles. */
function nearest({ value, low, high }: Judged['verdict'], limits: Finding['limit'][]): Finding['limit'] {
  if (value === null) return null
  const inside = limits.filter(
    (l) => l !== null && (low === null || low <= l.value) && (high === null || l.value <= high),
  )
  const far = (l: Finding['limit']) => Math.abs(l!.value - value)
  return inside.sort((a, b) => far(a) - far(b))[0] ?? null
}

/** From the value, or, where the runs of a build put the verdict beyond it, from the nearer end of the interval. */
function beyondOf({ definition, verdict }: Judged, limit: number, goal: Finding['goal']): number | null {
  const sign = definition.direction === 'lower' ? 1 : -1
  const past = (value: number | null) => (value === null ? null : sign * (value - limit))
  const beyond = past(verdict.value)
  if (goal === 'inconclusive' || beyond === null || beyond > 0) return beyond
  return past(sign > 0 ? verdict.low : verdict.high) ?? beyond
}
