import type { Tx } from '../db/sql'
import { notFound, type ReadCtx } from '../projects/context'
import { lockReview } from './lock-review'

/** The strategy step at this position of a review, whose row is locked for what follows. */
export async function findStep(tx: Tx, ctx: ReadCtx, review: string, position: number) {
  await lockReview(tx, ctx, review)
  if (!Number.isInteger(position) || position < 1 || position > 1_000) throw notFound()
  const [step] = await tx<{ id: string; doneAt: Date | null }[]>`
    select id, done_at as "doneAt" from review_steps
    where project_id = ${ctx.project.id} and review_id = ${review} and position = ${position}`
  if (!step) throw notFound()
  return step
}
