import * as z from 'zod'
import type { Tx } from '../db/sql'
import { notFound, type ReadCtx } from '../projects/context'

/** Everything that changes what a review says takes its row first, so that a signature sees all of it or none. */
export async function lockReview(tx: Tx, { project }: Pick<ReadCtx, 'project'>, id: string) {
  if (!z.guid().safeParse(id).success) throw notFound()
  const [row] = await tx`select 1 from reviews where project_id = ${project.id} and id = ${id} for update`
  if (!row) throw notFound()
}
