import { v7 as uuid } from 'uuid'
import { hashPassword } from '../auth/passwords'
import { transaction } from '../db/transaction'
import { AppError } from '../errors'
import { validate } from '../validate'
import { insertMember, insertOrganisation, insertProject, insertToken } from './inserts'
import { isEmptyServer } from './queries'
import { type SetUpInput, setUpInput } from './schemas'

const done = () => new AppError('forbidden', 'This server is set up already; sign in.')

/** The first visit: organisation, project, admin and token at once, while there is nobody. The token's text is shown once. */
export async function setUp(given: SetUpInput, now = new Date()) {
  if (!(await isEmptyServer())) throw done()
  const { organisation, project, admin } = validate(setUpInput, given, 'The form')
  const passwordHash = await hashPassword(admin.password)
  return transaction(async (tx) => {
    // Two first visitors at once: the second waits here, and then there is somebody.
    await tx.$executeRaw`lock table users in share row exclusive mode`
    if (await tx.user.count()) throw done()
    const id = uuid()
    const actor = `user:${id}`
    await tx.user.create({ data: { id, email: admin.email, name: admin.name, passwordHash, createdAt: now } })
    const org = await insertOrganisation(tx, organisation, now)
    const made = await insertProject(tx, org.id, project, actor, now)
    await insertMember(tx, org.id, { userId: id, role: 'admin', name: admin.name }, actor, now)
    const scopes: ('read' | 'runs:write' | 'metrics:write')[] = ['read', 'runs:write', 'metrics:write']
    const { token } = await insertToken(
      tx,
      made.id,
      { name: 'First agent', scopes, expiresAt: null },
      actor,
      now,
    )
    return { organisation: org.slug, project: made.slug, token }
  })
}
