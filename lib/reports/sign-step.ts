import { digestOf } from '../core/evidence'
import { metricsMarkdown, summaryMarkdown } from '../core/report-markdown'
import type { Tx } from '../db/sql'
import { sqlTransaction } from '../db/transaction'
import type { ReadCtx } from '../projects/context'
import { confirmSigner } from '../reviews/confirm-signer'
import { insertSignature } from '../reviews/insert-signature'
import { lockReview } from '../reviews/lock-review'
import { readReview } from '../reviews/read-review'
import type { SignatureInput } from '../reviews/schemas'
import { readReport } from './read-report'

/**
 * Signs the step, which closes it and freezes its report, all in one transaction. It lives here and not in the room of reviews because it
 * writes a report, and arrows never turn back.
 */
export async function signStep(ctx: ReadCtx, review: string, given: SignatureInput) {
  const signer = await confirmSigner(ctx, given)
  return sqlTransaction(async (tx) => {
    await lockReview(tx, ctx, review)
    const before = await readReview(tx, ctx, review)
    const signature = await insertSignature(tx, ctx, signer, {
      ...before,
      review,
      itemId: null,
      what: 'step',
    })
    await tx`update reviews set closed_at = ${ctx.now} where project_id = ${ctx.project.id} and id = ${review}`
    return { ...signature, revision: await freezeReport(tx, ctx, review) }
  })
}

/** The report as it reads with the signature under it. */
async function freezeReport(tx: Tx, ctx: ReadCtx, id: string): Promise<number> {
  const review = await readReview(tx, ctx, id)
  const data = await readReport(tx, ctx, review)
  const revision = (review.revisions[0]?.revision ?? 0) + 1
  const summary = summaryMarkdown(data)
  const metrics = metricsMarkdown(data)
  await tx`
    insert into report_revisions (review_id, revision, project_id, data, summary, metrics, digest, created_at)
    values (${id}, ${revision}, ${ctx.project.id}, ${JSON.stringify(data)}::text::jsonb, ${summary}, ${metrics},
      ${digestOf({ summary, metrics })}, ${ctx.now})`
  return revision
}
