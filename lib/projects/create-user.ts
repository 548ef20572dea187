import { v7 as uuid } from 'uuid'
import { hashPassword } from '../auth/passwords'
import { demand } from '../auth/permissions'
import { actorOf } from '../auth/principal'
import { isDuplicate } from '../db/errors'
import { transaction } from '../db/transaction'
import { AppError } from '../errors'
import { validate } from '../validate'
import type { OrganisationCtx } from './context'
import { insertMember } from './inserts'
import { type UserInput, userInput } from './schemas'

/**
 * A person with a role in the organisation. Somebody who has an account already keeps their name and password and becomes a
 * member; `created` says which it was.
 */
export async function createUser(
  ctx: OrganisationCtx,
  given: UserInput,
): Promise<{ id: string; created: boolean }> {
  demand(ctx, 'manage')
  const { email, name, role, password } = validate(userInput, given, 'The user')
  const passwordHash = await hashPassword(password)
  const create = () =>
    transaction(async (tx) => {
      const known = await tx.user.findUnique({ where: { email }, select: { id: true, name: true } })
      const user =
        known ??
        (await tx.user.create({ data: { id: uuid(), email, name, passwordHash, createdAt: ctx.now } }))
      const member = { userId: user.id, role, name: user.name }
      await insertMember(tx, ctx.organisation.id, member, actorOf(ctx.principal), ctx.now)
      return { id: user.id, created: !known }
    })
  const again = (error: unknown) => {
    if (isDuplicate(error)) return create()
    throw error
  }
  try {
    // Another organisation may make the same account at this moment; then it is known at the second look.
    return await create().catch(again)
  } catch (error) {
    if (isDuplicate(error))
      throw new AppError('conflict', `${email} is a member of this organisation already.`)
    throw error
  }
}
