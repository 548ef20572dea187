import type { Decision, DecisionWord, ItemEvidence, MetricEvidence, StepEvidence } from './evidence'
import { formatEffect, formatText, GOAL_MARK, stateText } from './format'

export const DECISION_WORD: Record<DecisionWord, string> = {
  pass: 'pass',
  fail: 'fail',
  not_applicable: 'not applicable',
  waived: 'waived',
}

/** "200 ms", "pruned at limit" or "none". */
export const limitText = (limit: number | string | null, unit: string | null) =>
  limit === null ? 'none' : typeof limit === 'number' ? formatText(limit, unit ?? '') : stateText(limit)

/** "190 ms", "pruned at limit", or the error in its own words. */
export const valueText = (e: Pick<MetricEvidence, 'value' | 'state' | 'error' | 'unit'>) =>
  e.error ?? (e.value === null ? stateText(e.state ?? 'nothing') : formatText(e.value, e.unit ?? ''))

export const isExpired = (decision: Decision | null, now: Date) =>
  Boolean(decision?.expiresAt && new Date(decision.expiresAt) <= now)

const day = (instant: string) => instant.slice(0, 10)
const decisionText = (d: Decision | null) => (d ? DECISION_WORD[d.decision] : 'undecided')
// Member by member: what was stored as jsonb comes back with its keys in another order.
const sameGrounds = (a: Decision | null, b: Decision | null) =>
  a?.reason === b?.reason && a?.expiresAt === b?.expiresAt
const limitsText = (e: MetricEvidence) =>
  `target ${limitText(e.target, e.unit)} and acceptance ${limitText(e.acceptance, e.unit)}`

/** "met at 190 ms", "error (connection refused)" */
const standsAt = (e: MetricEvidence) =>
  `${GOAL_MARK[e.goal].word} ${e.goal === 'error' ? `(${valueText(e)})` : `at ${valueText(e)}`}`

function metricReasons(signed: MetricEvidence, current: MetricEvidence | undefined): string[] {
  const { title } = signed
  if (!current) return [`${title}: there is no longer any evidence for it`]
  const reasons: string[] = []
  if (current.targetVersion !== signed.targetVersion) {
    const [before, after] = [limitsText(signed), limitsText(current)]
    reasons.push(
      before === after
        ? `${title}: its target was set again, with the same limits (version ${current.targetVersion} instead of ${signed.targetVersion})`
        : `${title}: its limits changed from ${before} (version ${signed.targetVersion}) to ${after} (version ${current.targetVersion})`,
    )
  }
  if (current.goal !== signed.goal)
    reasons.push(`${title}: now ${standsAt(current)}, signed as ${standsAt(signed)}`)
  if (current.run === signed.run) return reasons
  if (current.change === 'regression')
    reasons.push(
      `${title}: a later run shows a regression${current.effect === null ? '' : ` of ${formatEffect(current.effect)}`}`,
    )
  if (current.environmentClass !== signed.environmentClass)
    reasons.push(
      `${title}: now measured in another environment, ${current.environment} (${current.environmentClass}) instead of ${signed.environment} (${signed.environmentClass})`,
    )
  return reasons
}

/**
 * Why what was signed no longer holds; [] when it does. A newer run that agrees (same goal verdict, limits and environment class,
 * no regression) changes nothing.
 */
export function staleReasons(signed: ItemEvidence, current: ItemEvidence, now: Date): string[] {
  const reasons: string[] = []
  if (decisionText(signed.decision) !== decisionText(current.decision))
    reasons.push(
      `the decision changed from ${decisionText(signed.decision)} to ${decisionText(current.decision)}`,
    )
  else if (!sameGrounds(signed.decision, current.decision)) reasons.push('the decision was made again')
  else if (isExpired(current.decision, now))
    reasons.push(`the waiver expired on ${day(current.decision!.expiresAt!)}`)
  const now_ = new Map(current.metrics.map((m) => [m.metric, m]))
  return [...reasons, ...signed.metrics.flatMap((m) => metricReasons(m, now_.get(m.metric)))]
}

/** The same for the step: each item must still bear the signature it bore, and that must hold. `stale` is by item key. */
export function stepStaleReasons(
  signed: StepEvidence,
  current: StepEvidence,
  stale: ReadonlyMap<string, string[]>,
): string[] {
  const after = new Map(current.items.map((i) => [i.item, i]))
  return signed.items.flatMap((item) => {
    const broken = stale.get(item.item)
    if (broken?.length) return [`${item.title}: ${broken[0]}`]
    const evidence = after.get(item.item)?.evidence ?? null
    if (evidence === item.evidence) return []
    return [`${item.title}: ${evidence === null ? 'no longer signed' : 'signed again since'}`]
  })
}
