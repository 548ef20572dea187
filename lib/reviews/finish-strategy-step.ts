import { appendAudit } from '../audit'
import { demand } from '../auth/permissions'
import { actorOf } from '../auth/principal'
import { sqlTransaction } from '../db/transaction'
import type { ReadCtx } from '../projects/context'
import { findStep } from './find-step'

/** Says that a strategy step is done, or that it is not after all. Saying so twice changes nothing. */
export async function finishStrategyStep(ctx: ReadCtx, review: string, position: number, done = true) {
  demand(ctx, 'decide')
  await sqlTransaction(async (tx) => {
    const step = await findStep(tx, ctx, review, position)
    if (done === (step.doneAt !== null)) return
    await tx`update review_steps set done_at = ${done ? ctx.now : null} where id = ${step.id}`
    await appendAudit(tx, {
      projectId: ctx.project.id,
      actor: actorOf(ctx.principal),
      action: done ? 'step.finish' : 'step.reopen',
      subject: step.id,
      detail: { review, step: position },
      at: ctx.now,
    })
  })
}
