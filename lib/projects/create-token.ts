import { demand } from '../auth/permissions'
import { actorOf } from '../auth/principal'
import { transaction } from '../db/transaction'
import { validate } from '../validate'
import type { ProjectCtx } from './context'
import { insertToken } from './inserts'
import { type TokenInput, tokenInput } from './schemas'

const DAY = 86_400_000

/** A new token of the project. Its text is in the answer and nowhere else: show it once. */
export async function createToken(ctx: ProjectCtx, given: TokenInput) {
  demand(ctx, 'manage')
  const { name, scopes, expiresInDays } = validate(tokenInput, given, 'The token')
  const expiresAt = expiresInDays ? new Date(ctx.now.getTime() + expiresInDays * DAY) : null
  const input = { name, scopes: [...new Set(scopes)], expiresAt }
  return transaction(async (tx) => ({
    ...(await insertToken(tx, ctx.project.id, input, actorOf(ctx.principal), ctx.now)),
    ...input,
  }))
}
