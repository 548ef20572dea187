import type { MetricEvidence } from '../core/evidence'
import { formatText } from '../core/format'
import { beyond } from '../core/gate'
import { type Grade, goalsThatCount, gradeOf } from '../core/grade'
import { isExpired } from '../core/stale'
import type { ReadCtx } from '../projects/context'
import { listReviews } from './queries'
import { type ItemView, isSigned, itemsOf, type ReviewView } from './rows'

/** What the overview's top line says of the review that is open, or of the last one that was signed. */
export type ReviewHeadline = {
  id: string
  phase: string
  step: string
  title: string
  grade: Grade | null
  openItems: number
  totalItems: number
  staleSignatures: { item: string; title: string; reason: string }[]
  /** the waiver in force that runs out first */
  nextWaiver: { item: string; title: string; reason: string; expiresAt: string } | null
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
  const stale = items.filter((i) => i.state === 'stale')
  return {
    id: review.id,
    phase: review.phase,
    step: review.step,
    title: review.title,
    grade: gradeOfReview(review),
    openItems: items.filter((i) => !isSigned(i)).length,
    totalItems: items.length,
    staleSignatures: stale.map((i) => ({ item: i.key, title: i.title, reason: i.signature!.reasons[0]! })),
    nextWaiver: nextWaiver(items, ctx.now),
    sections: review.sections.map((s) => ({
      title: s.title,
      signed: s.items.filter(isSigned).length,
      total: s.items.length,
    })),
    plannedMinutes: review.plannedMinutes,
    spentMinutes: review.spentMinutes,
    budgetMinutes: review.template.budgetMinutes,
    allowed: review.status !== 'signed' && review.gate.allowed,
    sentence: sentenceOf(review, evidenceOf(review)),
  }
}

function nextWaiver(items: ItemView[], now: Date): ReviewHeadline['nextWaiver'] {
  const waivers = items.flatMap(({ key, title, decision: d }) =>
    d?.expiresAt && !isExpired(d, now)
      ? [{ item: key, title, reason: d.reason ?? '', expiresAt: d.expiresAt }]
      : [],
  )
  return waivers.sort((a, b) => a.expiresAt.localeCompare(b.expiresAt))[0] ?? null
}

/** Each metric of the review once. */
export const evidenceOf = (review: ReviewView): MetricEvidence[] => [
  ...new Map(itemsOf(review).flatMap((i) => i.evidence.metrics.map((m) => [m.metric, m] as const))).values(),
]

export const gradeOfReview = (review: ReviewView): Grade | null => gradeOf(goalsThatCount(evidenceOf(review)))

function sentenceOf(review: ReviewView, evidence: MetricEvidence[]): string {
  if (review.status === 'signed')
    return `Signed by ${review.signature!.name} on ${review.signature!.at.toISOString().slice(0, 10)}; the signature holds.`
  const items = itemsOf(review)
  const count = (test: (item: ItemView) => boolean) => items.filter(test).length
  const open = count((i) => i.state === 'undecided' || i.state === 'decided')
  const failed = count((i) => i.decision?.decision === 'fail')
  const stale = count((i) => i.state === 'stale')
  const beyond = evidence.filter((e) => e.goal === 'missed').map(overshoot)
  const parts = [
    open && `${open} of ${items.length} items open`,
    failed && (failed === 1 ? '1 item failed' : `${failed} items failed`),
    ...beyond.slice(0, 2),
    beyond.length > 2 && `${beyond.length - 2} more beyond acceptance`,
    !evidence.length && 'nothing has been measured that could serve as evidence',
    stale && (stale === 1 ? '1 signature is stale' : `${stale} signatures are stale`),
    review.status === 'stale' && 'the step must be signed again',
    review.gate.allowed && review.status === 'open' && 'every item is signed; the step can be signed',
  ].filter((p) => typeof p === 'string')
  const text = parts.join('; ')
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`
}

const overshoot = (e: MetricEvidence) =>
  typeof e.acceptance === 'number' && e.value !== null
    ? `${e.title} misses its acceptance limit by ${formatText(Math.abs(e.value - e.acceptance), e.unit)}`
    : beyond(e)
