import type { ItemEvidence, StepEvidence } from '../core/evidence'
import type { ReviewTemplate } from '../core/template'
import type { Query } from './newest'
import type { DecisionView, ReviewView, StepView } from './rows'

export type ReviewRow = {
  id: string
  phase: string
  step: string
  title: string
  branch: string
  template: ReviewTemplate
  startedAt: Date
  createdAt: Date
  closedAt: Date | null
}
export type ItemRow = {
  id: string
  key: string
  title: string
  guidance: string
  section: string
  metrics: string[]
  decisions: DecisionView[]
}
export type SignatureRow = {
  id: string
  itemId: string | null
  name: string
  signer: string
  meaning: string
  at: Date
  digest: string
  evidence: ItemEvidence | StepEvidence
}
type DecisionRow = Omit<DecisionView, 'expiresAt'> & { itemId: string; expiresAt: Date | null }
type EntryRow = StepView['entries'][number] & { stepId: string }

/**
 * Everything that was ever written of one review, in seven statements whatever its size. Newest decisions and signatures first:
 * their ids were made in order under the review's lock, while the times of two requests may be the other way round.
 */
export async function readRows(q: Query, projectId: string, id: string) {
  const of = q`project_id = ${projectId} and review_id = ${id}`
  const [[review], items, decisions, signatures, steps, entries, revisions] = await Promise.all([
    q<ReviewRow[]>`
      select id, phase, step, title, branch, template, started_at as "startedAt", created_at as "createdAt",
        closed_at as "closedAt"
      from reviews where project_id = ${projectId} and id = ${id}`,
    q<Omit<ItemRow, 'decisions'>[]>`
      select id, key, title, guidance, section, metrics from review_items where ${of} order by position`,
    q<DecisionRow[]>`
      select d.item_id as "itemId", d.decision, d.reason, d.expires_at as "expiresAt", u.name as by, d.decided_at as at
      from item_decisions d join review_items i on i.id = d.item_id join users u on u.id = d.decided_by
      where i.project_id = ${projectId} and i.review_id = ${id} order by d.id desc`,
    q<SignatureRow[]>`
      select s.id, s.item_id as "itemId", s.printed_name as name, u.name as signer, s.meaning, s.signed_at as at,
        s.evidence_digest as digest, s.evidence
      from signatures s join users u on u.id = s.signer_id
      where s.project_id = ${projectId} and s.review_id = ${id} order by s.id desc`,
    q<Omit<StepView, 'spentMinutes' | 'entries'>[]>`
      select id, position, title, detail, planned_minutes as "plannedMinutes", done_at as "doneAt"
      from review_steps where ${of} order by position`,
    q<EntryRow[]>`
      select e.step_id as "stepId", e.minutes, e.note, u.name as by, e.created_at as at
      from time_entries e join review_steps s on s.id = e.step_id join users u on u.id = e.user_id
      where s.project_id = ${projectId} and s.review_id = ${id} order by e.created_at, e.id`,
    q<ReviewView['revisions']>`
      select revision, digest, created_at as "createdAt" from report_revisions where ${of} order by revision desc`,
  ])
  if (!review) return null
  return {
    review,
    signatures,
    revisions: [...revisions],
    items: items.map(
      (item): ItemRow => ({
        ...item,
        decisions: decisions.filter((d) => d.itemId === item.id).map(decisionView),
      }),
    ),
    steps: steps.map((step): StepView => {
      const own = entries.filter((e) => e.stepId === step.id).map(({ stepId: _, ...entry }) => entry)
      return { ...step, entries: own, spentMinutes: own.reduce((sum, e) => sum + e.minutes, 0) }
    }),
  }
}

const decisionView = ({ decision, reason, expiresAt, by, at }: DecisionRow): DecisionView => ({
  decision,
  reason,
  expiresAt: expiresAt?.toISOString() ?? null,
  by,
  at,
})
