import type { Decision, ItemEvidence, StepEvidence } from '../core/evidence'
import type { Gate, Proposal, Standing } from '../core/gate'
import type { ReviewTemplate } from '../core/template'

export type ReviewStatus = 'open' | 'signed' | 'stale'
/** How far an item has come; stale when its signature no longer holds. */
export type ItemState = 'undecided' | 'decided' | 'signed' | 'stale'

export type SignatureView = {
  id: string
  /** as the signer wrote it */
  name: string
  /** whose account it was */
  signer: string
  meaning: string
  at: Date
  digest: string
  stale: boolean
  /** why it no longer holds; empty when it does */
  reasons: string[]
}
export type DecisionView = Decision & { by: string; at: Date }

export type ItemView = {
  id: string
  key: string
  title: string
  guidance: string
  section: string
  metrics: string[]
  state: ItemState
  /** the newest; `decisions` has all, newest first */
  decision: DecisionView | null
  decisions: DecisionView[]
  standings: Standing[]
  proposal: Proposal
  gate: Gate
  /** what a signature given now would rest on, and its digest */
  evidence: ItemEvidence
  digest: string
  signature: SignatureView | null
  /** earlier ones, newest first; each was superseded */
  superseded: SignatureView[]
}

export type StepView = {
  id: string
  position: number
  title: string
  detail: string
  plannedMinutes: number
  spentMinutes: number
  doneAt: Date | null
  entries: { minutes: number; note: string | null; by: string; at: Date }[]
}

export type ReviewView = {
  id: string
  phase: string
  step: string
  title: string
  branch: string
  template: ReviewTemplate
  startedAt: Date
  createdAt: Date
  closedAt: Date | null
  status: ReviewStatus
  plannedMinutes: number
  spentMinutes: number
  sections: { title: string; items: ItemView[] }[]
  steps: StepView[]
  gate: Gate
  evidence: StepEvidence
  digest: string
  signature: SignatureView | null
  superseded: SignatureView[]
  revisions: { revision: number; digest: string; createdAt: Date }[]
}

export const itemsOf = (review: Pick<ReviewView, 'sections'>) => review.sections.flatMap((s) => s.items)

export const isSigned = (item: ItemView) => item.state === 'signed'
