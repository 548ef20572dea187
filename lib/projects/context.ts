import { demandScope, isRole, type Role, type Scope } from '../auth/permissions'
import { getPrincipal, type Operator, type TokenPrincipal, type UserPrincipal } from '../auth/principal'
import { requireToken } from '../auth/tokens'
import { slug } from '../core/wire'
import { sql } from '../db/sql'
import { shortRead } from '../db/transaction'
import { AppError } from '../errors'

export type Place = {
  organisation: { id: string; slug: string; name: string }
  project: { id: string; slug: string; name: string; defaultBranch: string }
  now: Date
}
/** A signed-in member in one project. */
export type Ctx = Place & { principal: UserPrincipal; role: Role }
/** A token in its project. `simulated` marks what is written as made by the demo. */
export type TokenCtx = Place & { principal: TokenPrincipal; role?: undefined; simulated?: boolean }
/** Whoever may change how the organisation or a project is set up: an admin, or the operator of the server. */
export type OrganisationCtx = {
  principal: UserPrincipal | Operator
  role: Role
  organisation: Place['organisation']
  now: Date
}
export type ProjectCtx = OrganisationCtx & Place
/** Whoever may read here. */
export type ReadCtx = Ctx | TokenCtx

/** Said of what does not exist and of what belongs to others: the same words, so that neither can be told from the other. */
export const notFound = () => new AppError('not_found', 'There is nothing here, or it is not yours to see.')

type Row = { organisation: Place['organisation']; project: Place['project']; role: string | null }

const place = () => sql`
  jsonb_build_object('id', o.id, 'slug', o.slug, 'name', o.name) as organisation,
  jsonb_build_object('id', p.id, 'slug', p.slug, 'name', p.name, 'defaultBranch', p.default_branch) as project`

/** The project at this address, for a signed-in member of its organisation; a stranger finds nothing. */
export async function getProjectContext(
  organisationSlug: string,
  projectSlug: string,
  principal?: UserPrincipal,
): Promise<Ctx> {
  const user = principal ?? (await getPrincipal())
  if (!user) throw new AppError('unauthenticated', 'Sign in to see this.')
  if (!slug.safeParse(organisationSlug).success || !slug.safeParse(projectSlug).success) throw notFound()
  const [row] = await shortRead(
    sql<Row[]>`
      select ${place()}, m.role
      from memberships m join organisations o on o.id = m.organisation_id join projects p on p.organisation_id = o.id
      where m.user_id = ${user.id} and o.slug = ${organisationSlug} and p.slug = ${projectSlug}`,
  )
  if (!row?.role || !isRole(row.role)) throw notFound()
  return {
    principal: user,
    role: row.role,
    organisation: row.organisation,
    project: row.project,
    now: new Date(),
  }
}

/** The token's project; with `slug`, only when the token is for that very project. */
export async function placeOfToken(
  principal: TokenPrincipal,
  projectSlug?: string,
  now = new Date(),
): Promise<TokenCtx> {
  const [row] = await shortRead(
    sql<Row[]>`
      select ${place()}, null as role from projects p join organisations o on o.id = p.organisation_id
      where p.id = ${principal.projectId}`,
  )
  if (!row || (projectSlug !== undefined && row.project.slug !== projectSlug)) throw notFound()
  return { principal, organisation: row.organisation, project: row.project, now }
}

/** The agent's way in: a live token with this scope, in the project it was made for. */
export async function getTokenContext(
  request: Request,
  scope: Scope,
  projectSlug?: string,
): Promise<TokenCtx> {
  const now = new Date()
  const ctx = await placeOfToken(await requireToken(request, now), projectSlug, now)
  demandScope(ctx.principal, scope)
  return ctx
}
