import * as z from 'zod'
import { sql } from '../db/sql'
import { demandRead } from '../projects/access'
import { notFound, type ReadCtx } from '../projects/context'
import { readReview, readReviewWithNewest } from './read-review'
import type { ReviewView } from './rows'

export const getReview = async (ctx: ReadCtx, id: string): Promise<ReviewView> =>
  (await getReviewWithNewest(ctx, id)).review

/** The same with the measurements that its evidence was made of. */
export async function getReviewWithNewest(ctx: ReadCtx, id: string) {
  demandRead(ctx)
  if (!z.guid().safeParse(id).success) throw notFound()
  return readReviewWithNewest(sql, ctx, id)
}

/** The project's reviews in the order of its plan. A project has a few of them, one for each step, and each is read whole. */
export async function listReviews(ctx: ReadCtx): Promise<ReviewView[]> {
  demandRead(ctx)
  const rows = await sql<{ id: string }[]>`
    select id from reviews where project_id = ${ctx.project.id}
    order by string_to_array(phase, '.')::int[], string_to_array(step, '.')::int[], created_at`
  return Promise.all(rows.map(({ id }) => readReview(sql, ctx, id)))
}
