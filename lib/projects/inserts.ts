import { v7 as uuid } from 'uuid'
import { appendAudit } from '../audit'
import type { Scope } from '../auth/permissions'
import { hashToken, newTokenText, tokenHint } from '../auth/token-text'
import type { Prisma } from '../db/client'

type Tx = Prisma.TransactionClient

/** What creating one of these writes, for the verb that creates it alone and for the first set-up, which creates them all. */
export const insertOrganisation = (tx: Tx, { slug, name }: { slug: string; name: string }, now: Date) =>
  tx.organisation.create({ data: { id: uuid(), slug, name, createdAt: now } })

export async function insertProject(
  tx: Tx,
  organisationId: string,
  input: { slug: string; name: string; defaultBranch: string },
  actor: string,
  now: Date,
) {
  const project = await tx.project.create({ data: { id: uuid(), organisationId, ...input, createdAt: now } })
  await appendAudit(tx, {
    projectId: project.id,
    actor,
    action: 'project.create',
    subject: project.slug,
    detail: { organisationId, ...input },
    at: now,
  })
  return project
}

export async function insertToken(
  tx: Tx,
  projectId: string,
  input: { name: string; scopes: Scope[]; expiresAt: Date | null },
  actor: string,
  now: Date,
) {
  const token = newTokenText()
  const id = uuid()
  await tx.apiToken.create({
    data: { id, projectId, ...input, hint: tokenHint(token), hash: hashToken(token), createdAt: now },
  })
  await appendAudit(tx, {
    projectId,
    actor,
    action: 'token.create',
    subject: id,
    detail: { name: input.name, scopes: input.scopes, expiresAt: input.expiresAt?.toISOString() ?? null },
    at: now,
  })
  return { id, token, hint: tokenHint(token) }
}

export async function insertMember(
  tx: Tx,
  organisationId: string,
  member: { userId: string; role: string; name: string },
  actor: string,
  now: Date,
) {
  const { userId, role, name } = member
  await tx.membership.create({ data: { organisationId, userId, role, createdAt: now } })
  // Membership holds for every project of the organisation, so every chain tells of it; always in the same order of locks.
  const projects = await tx.project.findMany({
    where: { organisationId },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  for (const { id: projectId } of projects)
    await appendAudit(tx, {
      projectId,
      actor,
      action: 'member.add',
      subject: userId,
      detail: { role, name },
      at: now,
    })
}
