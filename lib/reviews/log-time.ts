import { v7 as uuid } from 'uuid'
import { appendAudit } from '../audit'
import { demand } from '../auth/permissions'
import { actorOf } from '../auth/principal'
import { sqlTransaction } from '../db/transaction'
import type { ReadCtx } from '../projects/context'
import { validate } from '../validate'
import { findStep } from './find-step'
import { type TimeInput, timeInput } from './schemas'

/** Adds minutes of work to a strategy step. A wrong entry is put right by a note and the next one; none is ever changed. */
export async function logTime(ctx: ReadCtx, review: string, position: number, given: TimeInput) {
  demand(ctx, 'decide')
  const { minutes, note } = validate(timeInput, given, 'The time')
  await sqlTransaction(async (tx) => {
    const step = await findStep(tx, ctx, review, position)
    await tx`
      insert into time_entries (id, project_id, step_id, minutes, note, user_id, created_at)
      values (${uuid()}, ${ctx.project.id}, ${step.id}, ${minutes}, ${note ?? null}, ${ctx.principal.id}, ${ctx.now})`
    await appendAudit(tx, {
      projectId: ctx.project.id,
      actor: actorOf(ctx.principal),
      action: 'time.log',
      subject: step.id,
      detail: { review, step: position, minutes, note: note ?? null },
      at: ctx.now,
    })
  })
}
