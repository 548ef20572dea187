import { v7 as uuid } from 'uuid'
import { appendAudit } from '../audit'
import { demand } from '../auth/permissions'
import { actorOf } from '../auth/principal'
import { sqlTransaction } from '../db/transaction'
import { notFound, type ReadCtx } from '../projects/context'
import { validate } from '../validate'
import { lockReview } from './lock-review'
import { type DecisionInput, decisionInput } from './schemas'

/** A person's decision on an item. It supersedes the one before, and makes a signature that rested on that one stale. */
export async function decideItem(ctx: ReadCtx, review: string, key: string, given: DecisionInput) {
  demand(ctx, 'decide')
  const { decision, reason, expiresAt } = validate(decisionInput(ctx.now), given, 'The decision')
  await sqlTransaction(async (tx) => {
    await lockReview(tx, ctx, review)
    const [item] = await tx<{ id: string }[]>`
      select id from review_items where project_id = ${ctx.project.id} and review_id = ${review} and key = ${key}`
    if (!item) throw notFound()
    await tx`
      insert into item_decisions (id, project_id, item_id, decision, reason, expires_at, decided_by, decided_at)
      values (${uuid()}, ${ctx.project.id}, ${item.id}, ${decision}, ${reason ?? null},
        ${expiresAt ? new Date(expiresAt) : null}, ${ctx.principal.id}, ${ctx.now})`
    await appendAudit(tx, {
      projectId: ctx.project.id,
      actor: actorOf(ctx.principal),
      action: 'item.decide',
      subject: item.id,
      detail: { review, item: key, decision, reason: reason ?? null, expiresAt: expiresAt ?? null },
      at: ctx.now,
    })
  })
}
