import type { Gate } from '../core/gate'
import type { ReviewAnswer } from '../core/review-wire'
import { gradeOfReview } from './headline'
import type { DecisionView, ItemView, ReviewView, SignatureView } from './rows'

type Item = ReviewAnswer['sections'][number]['items'][number]

/** A review for those who read it over HTTP; what the template holds beside it stays inside. */
export const answerOf = (review: ReviewView): ReviewAnswer => ({
  id: review.id,
  phase: review.phase,
  step: review.step,
  title: review.title,
  branch: review.branch,
  status: review.status,
  template: { name: review.template.name, version: review.template.version },
  startedAt: review.startedAt.toISOString(),
  createdAt: review.createdAt.toISOString(),
  closedAt: review.closedAt?.toISOString() ?? null,
  grade: gradeOfReview(review),
  plannedMinutes: review.plannedMinutes,
  spentMinutes: review.spentMinutes,
  budgetMinutes: review.template.budgetMinutes,
  objectives: [...review.template.objectives],
  sections: review.sections.map(({ title, items }) => ({ title, items: items.map(itemOf) })),
  steps: review.steps.map(({ id: _, ...step }) => ({
    ...step,
    doneAt: step.doneAt?.toISOString() ?? null,
    entries: step.entries.map(dated),
  })),
  deliverables: review.template.deliverables.map((d) => ({ ...d, contents: [...d.contents] })),
  revisions: review.revisions.map((r) => ({ ...r, createdAt: r.createdAt.toISOString() })),
  ...signedOf(review),
})

const itemOf = (item: ItemView): Item => ({
  key: item.key,
  title: item.title,
  guidance: item.guidance,
  metrics: item.metrics,
  state: item.state,
  decision: item.decision && dated(item.decision),
  decisions: item.decisions.map((d: DecisionView) => dated(d)),
  proposal: item.proposal,
  evidence: item.evidence.metrics,
  ...signedOf(item),
})

const signedOf = (subject: Pick<ReviewView, 'gate' | 'digest' | 'signature' | 'superseded'>) => ({
  gate: gateOf(subject.gate),
  digest: subject.digest,
  signature: subject.signature && dated(subject.signature),
  superseded: subject.superseded.map((s: SignatureView) => dated(s)),
})

const gateOf = (gate: Gate) => ({ allowed: gate.allowed, missing: gate.allowed ? [] : gate.missing })

const dated = <T extends { at: Date }>(row: T) => ({ ...row, at: row.at.toISOString() })
