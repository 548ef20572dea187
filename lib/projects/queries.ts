import { demand, ROLES, type Role } from '../auth/permissions'
import type { Principal } from '../auth/principal'
import { db } from '../db/client'
import type { Ctx } from './context'

export type MyProject = {
  organisation: { slug: string; name: string }
  project: { slug: string; name: string }
  role: Role
}

export async function listMyProjects(principal: Principal): Promise<MyProject[]> {
  if (principal.kind !== 'user') return []
  const memberships = await db.membership.findMany({
    where: { userId: principal.id },
    select: {
      role: true,
      organisation: {
        select: {
          slug: true,
          name: true,
          projects: { select: { slug: true, name: true }, orderBy: { name: 'asc' } },
        },
      },
    },
    orderBy: { organisation: { name: 'asc' } },
  })
  return memberships.flatMap(({ role, organisation: { projects, ...organisation } }) =>
    projects.map((project) => ({ organisation, project, role: role as Role })),
  )
}

/** Nobody has an account yet: the first visitor sets the server up. */
export const isEmptyServer = async () => (await db.user.count({ take: 1 })) === 0

export type TokenRow = {
  id: string
  name: string
  hint: string
  scopes: string[]
  createdAt: Date
  expiresAt: Date | null
  revokedAt: Date | null
  lastUsedAt: Date | null
}

export async function listTokens(ctx: Ctx): Promise<TokenRow[]> {
  demand(ctx, 'manage')
  return db.apiToken.findMany({
    where: { projectId: ctx.project.id },
    select: {
      id: true,
      name: true,
      hint: true,
      scopes: true,
      createdAt: true,
      expiresAt: true,
      revokedAt: true,
      lastUsedAt: true,
    },
    orderBy: { createdAt: 'desc' },
  })
}

export type Member = { id: string; name: string; email: string; role: Role; since: Date }

export async function listMembers(ctx: Ctx): Promise<Member[]> {
  demand(ctx, 'view')
  const rows = await db.membership.findMany({
    where: { organisationId: ctx.organisation.id },
    select: { role: true, createdAt: true, user: { select: { id: true, name: true, email: true } } },
  })
  return rows
    .map(({ role, createdAt, user }) => ({ ...user, role: role as Role, since: createdAt }))
    .sort((a, b) => ROLES.indexOf(b.role) - ROLES.indexOf(a.role) || a.name.localeCompare(b.name))
}
