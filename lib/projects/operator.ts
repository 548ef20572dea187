import type { Operator } from '../auth/principal'
import { db } from '../db/client'
import { AppError } from '../errors'
import type { Place } from './context'

/** Whoever may run commands on the server's machine: may manage everything and sign nothing. */
export const OPERATOR: Operator = { kind: 'operator', id: 'local', name: 'operator' }
export type OperatorOrganisation = {
  principal: Operator
  role: 'admin'
  organisation: Place['organisation']
  now: Date
}

export async function getOperatorOrganisation(slug: string, now = new Date()): Promise<OperatorOrganisation> {
  const organisation = await db.organisation.findUnique({
    where: { slug },
    select: { id: true, slug: true, name: true },
  })
  if (!organisation) throw new AppError('not_found', `There is no organisation ${slug}.`)
  return { principal: OPERATOR, role: 'admin', organisation, now }
}

export async function getOperatorContext(organisationSlug: string, slug: string, now = new Date()) {
  const ctx = await getOperatorOrganisation(organisationSlug, now)
  const project = await db.project.findUnique({
    where: { organisationId_slug: { organisationId: ctx.organisation.id, slug } },
    select: { id: true, slug: true, name: true, defaultBranch: true },
  })
  if (!project) throw new AppError('not_found', `There is no project ${slug} in ${organisationSlug}.`)
  return { ...ctx, project }
}
