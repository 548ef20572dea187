import type { MetricEvidence } from '../core/evidence'
import { formatText } from '../core/format'
import { gradeOf } from '../core/grade'
import { limitText, valueText } from '../core/stale'
import type { ReadCtx } from '../projects/context'
import { listReviews } from './queries'
import { isSigned, itemsOf, type ReviewView } from './rows'

/** What the overview's top line says of the review that is open, or of the last one that was signed. */
export type ReviewHeadline = {
  id: string
  phase: string
  step: string
  title: string
  grade: { grade: string; rule: string } | null
  openItems: number
  totalItems: number
  staleSignatures: { title: string; reason: string }[]
  sections: { title: string; signed: number; total: number }[]
  plannedMinutes: number
  spentMinutes: number
  budgetMinutes: number
  /** the step can be signed now */
  allowed: boolean
  /** the whole answer: "3 of 25 items open; STT transcription misses its acceptance limit by 94 ms; 1 signature is stale" */
  sentence: string
}

/** The first review of the plan that is not signed; when all are, the last. Null before there is any. */
export async function getReviewHeadline(ctx: ReadCtx): Promise<ReviewHeadline | null> {
  const reviews = await listReviews(ctx)
  const review = reviews.find((r) => r.status !== 'signed') ?? reviews.at(-1)
  if (!review) return null
  const items = itemsOf(review)
  const stale = items.filter((i) => i.signature?.stale)
  const evidence = evidenceOf(review)
  return {
    id: review.id,
    phase: review.phase,
    step: review.step,
    title: review.title,
    grade: gradeOf(evidence.map((e) => e.goal)),
    openItems: items.filter((i) => !isSigned(i)).length,
    totalItems: items.length,
    staleSignatures: stale.map((i) => ({ title: i.title, reason: i.signature!.reasons[0]! })),
    sections: review.sections.map((s) => ({
      title: s.title,
      signed: s.items.filter(isSigned).length,
      total: s.items.length,
    })),
    plannedMinutes: review.plannedMinutes,
    spentMinutes: review.spentMinutes,
    budgetMinutes: review.template.budgetMinutes,
    allowed: review.status !== 'signed' && review.gate.allowed,
    sentence: sentenceOf(review, evidence),
  }
}

/** Each metric of the review once. */
export const evidenceOf = (review: ReviewView): MetricEvidence[] => [
  ...new Map(itemsOf(review).flatMap((i) => i.evidence.metrics.map((m) => [m.metric, m] as const))).values(),
]

function sentenceOf(review: ReviewView, evidence: MetricEvidence[]): string {
  if (review.status === 'signed')
    return `Signed by ${review.signature!.name} on ${review.signature!.at.toISOString().slice(0, 10)}; the signature holds.`
  const items = itemsOf(review)
  const open = items.filter((i) => !isSigned(i) && !i.signature?.stale).length
  const stale = items.filter((i) => i.signature?.stale).length
  const beyond = evidence.filter((e) => e.goal === 'missed').map(overshoot)
  const parts = [
    open && `${open} of ${items.length} items open`,
    ...beyond.slice(0, 2),
    beyond.length > 2 && `${beyond.length - 2} more beyond acceptance`,
    !evidence.length && 'nothing has been measured that could serve as evidence',
    stale && (stale === 1 ? '1 signature is stale' : `${stale} signatures are stale`),
    review.status === 'stale' && 'the step must be signed again',
  ].filter((p) => typeof p === 'string')
  if (!parts.length) return 'Every item is signed; the step can be signed.'
  const text = parts.join('; ')
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`
}

const overshoot = (e: MetricEvidence) =>
  typeof e.acceptance === 'number' && e.value !== null
    ? `${e.title} misses its acceptance limit by ${formatText(Math.abs(e.value - e.acceptance), e.unit)}`
    : `${e.title} is at ${valueText(e)}, beyond its acceptance limit ${limitText(e.acceptance, e.unit)}`
