import { digestOf } from '../core/evidence'
import { metricsMarkdown, summaryMarkdown } from '../core/report-markdown'
import type { Tx } from '../db/sql'
import { sqlTransaction } from '../db/transaction'
import type { ReadCtx } from '../projects/context'
import { confirmSigner, type Signer } from '../reviews/confirm-signer'
import { insertSignature } from '../reviews/insert-signature'
import { lockReview } from '../reviews/lock-review'
import type { Newest } from '../reviews/newest'
import { readReviewWithNewest } from '../reviews/read-review'
import type { ReviewView } from '../reviews/rows'
import type { SignatureInput } from '../reviews/schemas'
import { readReport } from './read-report'

/**
 * Signs the step, which closes it and freezes its report, all in one transaction. It lives here and not in the room of reviews because it
 * writes a report, and arrows never turn back.
 */
export async function signStep(ctx: ReadCtx, id: string, given: SignatureInput) {
  const signer = await confirmSigner(ctx, given)
  return sqlTransaction(async (tx) => {
    await lockReview(tx, ctx, id)
    const { review, newest } = await readReviewWithNewest(tx, ctx, id)
    const signature = await insertSignature(tx, ctx, signer, {
      ...review,
      review: id,
      itemId: null,
      what: 'step',
    })
    await tx`update reviews set closed_at = ${ctx.now} where project_id = ${ctx.project.id} and id = ${id}`
    const signed = withSignature(ctx, review, signer, signature)
    return { ...signature, revision: await freezeReport(tx, ctx, { review: signed, newest }) }
  })
}

/** The review as it was read, with the signature under it. Read again it might show a run that came in between, and that nobody signed. */
const withSignature = (
  { now }: ReadCtx,
  review: ReviewView,
  { principal, printedName, meaning }: Signer,
  given: { id: string; digest: string },
): ReviewView => ({
  ...review,
  status: 'signed',
  closedAt: now,
  signature: {
    ...given,
    name: printedName,
    signer: principal.name,
    meaning,
    at: now,
    stale: false,
    reasons: [],
  },
  superseded: [...(review.signature ? [review.signature] : []), ...review.superseded],
})

type Read = { review: ReviewView; newest: Newest[] }

async function freezeReport(tx: Tx, ctx: ReadCtx, { review, newest }: Read): Promise<number> {
  const revision = (review.revisions[0]?.revision ?? 0) + 1
  const data = await readReport(tx, ctx, { review, newest, revision })
  const summary = summaryMarkdown(data)
  const metrics = metricsMarkdown(data)
  await tx`
    insert into report_revisions (review_id, revision, project_id, data, summary, metrics, digest, created_at)
    values (${review.id}, ${revision}, ${ctx.project.id}, ${JSON.stringify(data)}::text::jsonb, ${summary}, ${metrics},
      ${digestOf({ summary, metrics })}, ${ctx.now})`
  return revision
}
