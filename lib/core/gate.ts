import type { Decision, DecisionWord, MetricEvidence } from './evidence'
import { formatEffect } from './format'
import { isSkipped } from './skipped'
import { isExpired, limitText, valueText } from './stale'

/** A metric of an item with its evidence, or with the reason why there is none. */
export type Standing = { metric: string; title: string; evidence: MetricEvidence | null; why: string | null }
export type Candidate = { key: string; title: string; decision: Decision | null; standings: Standing[] }
export type SignedCandidate = Candidate & { signature: { reasons: string[] } | null }
/** One thing that is missing, with the item or metric to go to. */
export type Missing = { text: string; item?: string; metric?: string }
export type Gate = { allowed: true } | { allowed: false; missing: Missing[] }
export type Proposal = { proposal: Extract<DecisionWord, 'pass' | 'fail'> | 'undecided'; sentence: string }

const gateOf = (missing: Missing[]): Gate =>
  missing.length ? { allowed: false, missing } : { allowed: true }

/** "STT transcription is at 393 ms, beyond its acceptance limit 300 ms"; the target is the limit where there is no other. */
export const beyond = (e: MetricEvidence) =>
  `${e.title} is ${e.state === null ? 'at ' : ''}${valueText(e)}, beyond its ${
    e.acceptance === null
      ? `target ${limitText(e.target, e.unit)}`
      : `acceptance limit ${limitText(e.acceptance, e.unit)}`
  }`

/** Why this evidence cannot carry a pass, or null when it can. A metric without limits says nothing against one. */
function againstPass(e: MetricEvidence): string | null {
  if (e.goal === 'missed') return `${beyond(e)}: decide fail, or waive it`
  if (e.goal === 'error')
    return `${e.title} could not be measured (${valueText(e)}): run it again, or decide fail`
  if (e.goal === 'inconclusive')
    return `${e.title} is inconclusive at ${valueText(e)}: measure with more samples, or waive it`
  return null
}

/**
 * Whether an item may bear a signature: it is decided, and a pass or fail rests on evidence for each of its metrics. A fail may be
 * signed, so that it is on record; it keeps the step open. Not applicable and waived need a reason instead of evidence.
 */
export function canSignItem(item: Candidate, now: Date): Gate {
  const { decision, standings } = item
  if (!decision)
    return gateOf([{ text: 'It is not decided: pass, fail, not applicable or waived', item: item.key }])
  if (isExpired(decision, now))
    return gateOf([
      { text: `Its waiver expired on ${decision.expiresAt!.slice(0, 10)}: decide again`, item: item.key },
    ])
  if (decision.decision === 'not_applicable' || decision.decision === 'waived')
    return gateOf(decision.reason ? [] : [{ text: 'It needs a reason: decide again', item: item.key }])
  return gateOf(
    standings.flatMap(({ metric, title, evidence, why }) => {
      if (!evidence) return [{ text: `${title} has no evidence: ${why}`, metric }]
      const text = decision.decision === 'pass' ? againstPass(evidence) : null
      return text ? [{ text, metric }] : []
    }),
  )
}

/** Whether the step may be signed: every item decided, none failed, each bearing a signature that holds. */
export function canSignStep(items: SignedCandidate[], now: Date): Gate {
  return gateOf(
    items.flatMap(({ key, title, decision, signature }) => {
      const say = (text: string) => [{ text: `${title}: ${text}`, item: key }]
      if (!decision) return say('not decided')
      if (isExpired(decision, now)) return say('its waiver has expired')
      if (decision.decision === 'fail') return say('failed; it must pass or be waived')
      if (!signature) return say('not signed')
      return signature.reasons.length ? say(`its signature is stale: ${signature.reasons[0]}`) : []
    }),
  )
}

/** "a", "a and b", "a, b and c" */
const LIST = new Intl.ListFormat('en-GB')

/** What the evidence speaks for, in one sentence. The decision is a person's. */
export function proposeItem(standings: Standing[]): Proposal {
  const undecided = (sentence: string): Proposal => ({ proposal: 'undecided', sentence })
  if (!standings.length) return undecided('No metric measures this; look at it and decide.')
  const known = standings.flatMap((s) => s.evidence ?? [])
  const missed = known.find((e) => e.goal === 'missed')
  if (missed) return { proposal: 'fail', sentence: `${beyond(missed)}.` }
  const failed = known.find((e) => e.goal === 'error' && !isSkipped(e.error))
  if (failed)
    return {
      proposal: 'fail',
      sentence: `${failed.title} could not be measured: ${valueText(failed).replace(/\.$/, '')}.`,
    }
  const absent = standings.find((s) => !s.evidence)
  if (absent) return undecided(`${absent.title} has no evidence: ${absent.why}.`)
  const left = known.find((e) => e.goal === 'error')
  if (left) return undecided(`${left.title} was not measured: ${valueText(left).replace(/\.$/, '')}.`)
  const open = known.find((e) => e.goal === 'inconclusive')
  if (open)
    return undecided(
      `${open.title} is inconclusive at ${valueText(open)}: its interval straddles a limit; more samples would tell.`,
    )
  const worse = known.find((e) => e.change === 'regression')
  if (worse)
    return undecided(
      `${worse.title} ${worse.goal === 'no_target' ? 'has no limits' : 'keeps its limits'}, but it has regressed${worse.effect === null ? '' : ` (${formatEffect(worse.effect)})`}.`,
    )
  const judged = known.filter((e) => e.goal !== 'no_target')
  if (!judged.length)
    return undecided(
      `Measured, but without a limit to judge by: ${LIST.format(known.map((e) => `${e.title} ${valueText(e)}`))}.`,
    )
  const values = judged.map((e) => `${e.title} ${valueText(e)}`)
  const within = judged.some((e) => e.goal === 'acceptable') ? 'acceptance limit' : 'target'
  return {
    proposal: 'pass',
    sentence: `${LIST.format(values)}: within ${judged.length > 1 ? 'their' : 'its'} ${within}${judged.length > 1 ? 's' : ''}.`,
  }
}
