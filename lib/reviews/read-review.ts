import { type Decision, digestOf, type ItemEvidence, type StepEvidence } from '../core/evidence'
import { canSignItem, canSignStep, proposeItem, type Standing } from '../core/gate'
import { staleReasons, stepStaleReasons } from '../core/stale'
import { notFound, type ReadCtx } from '../projects/context'
import { type Newest, type Query, readNewest } from './newest'
import { type ItemRow, type ReviewRow, readRows, type SignatureRow } from './read-rows'
import {
  type ItemState,
  type ItemView,
  itemsOf,
  type ReviewStatus,
  type ReviewView,
  type SignatureView,
} from './rows'
import { standingsOf } from './standings'

type Place = Pick<ReadCtx, 'project' | 'now'>

/**
 * The whole review as it stands now: decisions, present evidence, what may be signed, and which signatures no longer hold.
 * Staleness is computed here, on each read, from what was signed and what is: no write can forget it.
 */
export const readReview = async (q: Query, place: Place, id: string): Promise<ReviewView> =>
  (await readReviewWithNewest(q, place, id)).review

/** The same with what the evidence was made of: a report must speak of the very runs that the review rests on. */
export async function readReviewWithNewest(
  q: Query,
  { project, now }: Place,
  id: string,
): Promise<{ review: ReviewView; newest: Newest[] }> {
  const rows = await readRows(q, project.id, id)
  if (!rows) throw notFound()
  const { review, items, steps, revisions } = rows
  const metrics = [...review.template.metrics.map((m) => m.metric), ...items.flatMap((i) => i.metrics)]
  const newest = await readNewest(q, project.id, review.branch, [...new Set(metrics)])
  const standings = standingsOf(newest, review.branch)
  const find = (metric: string): Standing => standings.get(metric) ?? unknown(review, metric)
  const views = items.map((item) => itemView(review, item, item.metrics.map(find), now))

  const sections: ReviewView['sections'] = []
  for (const view of views) {
    const last = sections.at(-1)
    if (last?.title === view.section) last.items.push(view)
    else sections.push({ title: view.section, items: [view] })
  }
  const evidence = stepEvidence(review, views)
  const [signature = null, ...superseded] = rows.signatures
    .filter((s) => s.itemId === null)
    .map((s) => stepSignature(s, evidence, views))
  const view = {
    ...review,
    status: statusOf(signature),
    plannedMinutes: steps.reduce((sum, s) => sum + s.plannedMinutes, 0),
    spentMinutes: steps.reduce((sum, s) => sum + s.spentMinutes, 0),
    sections,
    steps,
    gate: canSignStep(views, now),
    evidence,
    digest: digestOf(evidence),
    signature,
    superseded,
    revisions,
  }
  return { review: view, newest }

  function itemView(review: ReviewRow, item: ItemRow, standings: Standing[], now: Date): ItemView {
    const [decision = null] = item.decisions
    const evidence: ItemEvidence = {
      kind: 'item',
      review: review.id,
      item: item.key,
      title: item.title,
      decision: decision && plain(decision),
      metrics: standings.flatMap((s) => s.evidence ?? []),
    }
    const [signature = null, ...superseded] = rows!.signatures
      .filter((s) => s.itemId === item.id)
      .map((s) => signatureView(s, staleReasons(s.evidence as ItemEvidence, evidence, now)))
    return {
      ...item,
      state: stateOf(decision, signature),
      decision,
      standings,
      proposal: proposeItem(standings),
      gate: canSignItem({ key: item.key, title: item.title, decision, standings }, now),
      evidence,
      digest: digestOf(evidence),
      signature,
      superseded,
    }
  }
}

const plain = ({ decision, reason, expiresAt }: Decision): Decision => ({ decision, reason, expiresAt })

const unknown = (review: ReviewRow, metric: string): Standing => ({
  metric,
  title: review.template.metrics.find((m) => m.metric === metric)?.title ?? metric,
  evidence: null,
  why: `it has not been measured on ${review.branch}`,
})

const stepEvidence = (review: ReviewRow, items: ItemView[]): StepEvidence => ({
  kind: 'step',
  review: review.id,
  phase: review.phase,
  step: review.step,
  items: items.map(({ key, title, decision, signature }) => ({
    item: key,
    title,
    decision: decision && plain(decision),
    evidence: signature?.digest ?? null,
  })),
})

const signatureView = (s: SignatureRow, reasons: string[]): SignatureView => ({
  id: s.id,
  name: s.name,
  signer: s.signer,
  meaning: s.meaning,
  at: s.at,
  digest: s.digest,
  stale: reasons.length > 0,
  reasons,
})

function stepSignature(s: SignatureRow, current: StepEvidence, items: ItemView[]) {
  const stale = new Map(items.map((i) => [i.key, i.signature?.reasons ?? ['not signed']]))
  return signatureView(s, stepStaleReasons(s.evidence as StepEvidence, current, stale))
}

const stateOf = (decision: Decision | null, signature: SignatureView | null): ItemState => {
  if (signature) return signature.stale ? 'stale' : 'signed'
  return decision ? 'decided' : 'undecided'
}

const statusOf = (signature: SignatureView | null): ReviewStatus =>
  signature ? (signature.stale ? 'stale' : 'signed') : 'open'

/** One item of a review that has been read. */
export function findItem(review: ReviewView, key: string): ItemView {
  const item = itemsOf(review).find((i) => i.key === key)
  if (!item) throw notFound()
  return item
}
