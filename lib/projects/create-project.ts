import { demand } from '../auth/permissions'
import { actorOf } from '../auth/principal'
import { isDuplicate } from '../db/errors'
import { transaction } from '../db/transaction'
import { AppError } from '../errors'
import { validate } from '../validate'
import type { OrganisationCtx } from './context'
import { insertProject } from './inserts'
import { type ProjectInput, projectInput } from './schemas'

export async function createProject(ctx: OrganisationCtx, given: ProjectInput) {
  demand(ctx, 'manage')
  const input = validate(projectInput, given, 'The project')
  try {
    return await transaction(async (tx) => {
      const { id, slug, name, defaultBranch } = await insertProject(
        tx,
        ctx.organisation.id,
        input,
        actorOf(ctx.principal),
        ctx.now,
      )
      return { id, slug, name, defaultBranch }
    })
  } catch (error) {
    if (isDuplicate(error)) throw new AppError('conflict', `There is a project ${input.slug} already.`)
    throw error
  }
}
