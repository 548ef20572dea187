import { demand, demandScope } from '../auth/permissions'
import type { ReadCtx } from './context'

/** Every read of a project passes here, whoever asks. */
export function demandRead(ctx: ReadCtx) {
  if (ctx.principal.kind === 'token') demandScope(ctx.principal, 'read')
  else demand(ctx, 'view')
}
