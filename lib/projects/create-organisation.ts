import { actorOf, type Operator, type UserPrincipal } from '../auth/principal'
import { db } from '../db/client'
import { isDuplicate } from '../db/errors'
import { transaction } from '../db/transaction'
import { AppError } from '../errors'
import { validate } from '../validate'
import { insertMember, insertOrganisation } from './inserts'
import { type OrganisationInput, organisationInput } from './schemas'

type By = { principal: UserPrincipal | Operator; now: Date }

/** A new organisation; the person who makes it is its admin. Only an admin of another, or the operator, may. */
export async function createOrganisation({ principal, now }: By, given: OrganisationInput) {
  if (principal.kind === 'user') {
    const admin = await db.membership.findFirst({ where: { userId: principal.id, role: 'admin' } })
    if (!admin) throw new AppError('forbidden', 'Only an admin may create an organisation.')
  }
  const input = validate(organisationInput, given, 'The organisation')
  try {
    return await transaction(async (tx) => {
      const { id, slug, name } = await insertOrganisation(tx, input, now)
      if (principal.kind === 'user')
        await insertMember(
          tx,
          id,
          { userId: principal.id, role: 'admin', name: principal.name },
          actorOf(principal),
          now,
        )
      return { id, slug, name }
    })
  } catch (error) {
    if (isDuplicate(error))
      throw new AppError('conflict', `The address ${input.slug} is taken; choose another.`)
    throw error
  }
}
