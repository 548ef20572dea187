import * as z from 'zod'
import { appendAudit } from '../audit'
import { demand } from '../auth/permissions'
import { actorOf } from '../auth/principal'
import { transaction } from '../db/transaction'
import { notFound, type ProjectCtx } from './context'

/** From now on the token opens nothing. A second time changes nothing. */
export async function revokeToken(ctx: ProjectCtx, given: { id: string }): Promise<void> {
  demand(ctx, 'manage')
  const id = z.guid().safeParse(given.id)
  if (!id.success) throw notFound()
  const where = { id: id.data, projectId: ctx.project.id }
  await transaction(async (tx) => {
    const { count } = await tx.apiToken.updateMany({
      where: { ...where, revokedAt: null },
      data: { revokedAt: ctx.now },
    })
    if (count === 0) {
      if (!(await tx.apiToken.findFirst({ where }))) throw notFound()
      return
    }
    await appendAudit(tx, {
      projectId: ctx.project.id,
      actor: actorOf(ctx.principal),
      action: 'token.revoke',
      subject: id.data,
      detail: {},
      at: ctx.now,
    })
  })
}
