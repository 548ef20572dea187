import { v7 as uuid } from 'uuid'
import { appendAudit } from '../audit'
import { actorOf } from '../auth/principal'
import type { ItemEvidence, StepEvidence } from '../core/evidence'
import type { Gate } from '../core/gate'
import type { Tx } from '../db/sql'
import { AppError } from '../errors'
import type { ReadCtx } from '../projects/context'
import type { Signer } from './confirm-signer'
import type { SignatureView } from './rows'

/** What is about to be signed, as it was read under the review's lock. */
export type Subject = {
  review: string
  /** null for the step as a whole */
  itemId: string | null
  what: 'item' | 'step'
  gate: Gate
  evidence: ItemEvidence | StepEvidence
  digest: string
  signature: SignatureView | null
  superseded: SignatureView[]
}

/** Refuses, in the order in which a person would want to hear it: someone was faster, the evidence moved, the gate is closed. */
function check({ what, gate, digest, signature }: Subject, { expectedDigest }: Signer) {
  if (signature && !signature.stale)
    throw new AppError('conflict', `This ${what} is signed already, by ${signature.name}.`)
  if (expectedDigest !== digest)
    throw new AppError(
      'precondition_failed',
      'The evidence changed after this page was made; look at it again, then sign.',
    )
  if (!gate.allowed) {
    const [first, ...more] = gate.missing
    throw new AppError(
      'conflict',
      `This ${what} cannot be signed yet. ${first!.text}${more.length ? `, and ${more.length} more` : ''}.`,
      gate.missing.map(({ text, metric, item }) => ({ path: metric ?? item ?? '', message: text })),
    )
  }
}

/**
 * Puts a name under a subject: the same gate again, then one insert bound to the digest of all it rests on. `slot` counts the
 * signatures of a subject and is unique, so that two first signatures are impossible even without the lock.
 */
export async function insertSignature(tx: Tx, ctx: ReadCtx, signer: Signer, subject: Subject) {
  check(subject, signer)
  const { itemId, what, evidence, digest, signature, superseded } = subject
  // However the address spells it, a subject has one row of slots.
  const review = subject.review.toLowerCase()
  const id = uuid()
  const slot = `${itemId ?? review}:${superseded.length + (signature ? 1 : 0)}`
  await tx`
    insert into signatures (id, project_id, review_id, item_id, slot, signer_id, printed_name, meaning, signed_at,
      evidence_digest, evidence)
    values (${id}, ${ctx.project.id}, ${review}, ${itemId}, ${slot}, ${signer.principal.id}, ${signer.printedName},
      ${signer.meaning}, ${ctx.now}, ${digest}, ${JSON.stringify(evidence)}::text::jsonb)`
  await appendAudit(tx, {
    projectId: ctx.project.id,
    actor: actorOf(signer.principal),
    action: `${what}.sign`,
    subject: itemId ?? review,
    detail: {
      review,
      signature: id,
      printedName: signer.printedName,
      meaning: signer.meaning,
      evidence: digest,
    },
    at: ctx.now,
  })
  return { id, digest }
}
