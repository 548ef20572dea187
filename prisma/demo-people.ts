import type { Role } from '../lib/auth/permissions'
import { db } from '../lib/db/client'
import type { Ctx } from '../lib/projects/context'
import { createOrganisation } from '../lib/projects/create-organisation'
import { createProject } from '../lib/projects/create-project'
import { createUser } from '../lib/projects/create-user'
import { getOperatorOrganisation, OPERATOR } from '../lib/projects/operator'

export const DEMO = { organisation: 'demo', project: 'voice-assistant' }

const PEOPLE: { name: string; role: Role }[] = [
  { name: 'Ada Admin', role: 'admin' },
  { name: 'Dana Lead', role: 'lead' },
  { name: 'Milan Member', role: 'member' },
  { name: 'Vera Viewer', role: 'viewer' },
]
const emailOf = (role: Role) => `${role}@demo.local`

/** Organisation, project and people of the demo, each made only when it is missing; then the demo's admin, standing in its project. */
export async function demoPlace(now: Date): Promise<Ctx> {
  const { organisation: slug, project } = DEMO
  if (!(await db.organisation.findUnique({ where: { slug } })))
    await createOrganisation({ principal: OPERATOR, now }, { slug, name: 'Demo' })
  const organisation = await getOperatorOrganisation(slug, now)
  const key = { organisationId_slug: { organisationId: organisation.organisation.id, slug: project } }
  if (!(await db.project.findUnique({ where: key })))
    await createProject(organisation, { slug: project, name: 'Voice assistant' })
  const password = process.env.DEMO_PASSWORD || 'phasegate-demo'
  for (const { name, role } of PEOPLE) {
    const member = { organisationId: organisation.organisation.id, user: { email: emailOf(role) } }
    if (!(await db.membership.findFirst({ where: member })))
      await createUser(organisation, { email: emailOf(role), name, role, password })
  }
  const admin = await db.user.findUniqueOrThrow({ where: { email: emailOf('admin') } })
  const { id, name, defaultBranch } = await db.project.findUniqueOrThrow({ where: key })
  return {
    ...organisation,
    principal: { kind: 'user', id: admin.id, name: admin.name, email: admin.email, sessionId: '' },
    project: { id, slug: project, name, defaultBranch },
  }
}
