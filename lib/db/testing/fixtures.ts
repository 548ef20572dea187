import { randomBytes, scryptSync } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { GENESIS } from '../../audit'
import { type Role, SCOPES, type Scope } from '../../auth/permissions'
import { hashToken, newTokenText, tokenHint } from '../../auth/token-text'
import type { Measurement, RunUpload } from '../../core/wire'
import type { Ctx, TokenCtx } from '../../projects/context'
import { db } from '../client'

export const NOW = new Date('2026-03-01T12:00:00.000Z')
const unique = (word: string) => `${word}-${randomBytes(4).toString('hex')}`

/** An organisation with one project, straight into the tables. */
export async function aProject(now = NOW) {
  const organisation = { id: uuid(), slug: unique('org'), name: 'Organisation' }
  const project = { id: uuid(), slug: unique('project'), name: 'Project', defaultBranch: 'main' }
  await db.organisation.create({ data: { ...organisation, createdAt: now } })
  await db.project.create({
    data: {
      ...project,
      organisationId: organisation.id,
      createdAt: now,
      auditHead: { create: { seq: 0, hash: GENESIS } },
    },
  })
  return { organisation, project, now }
}
type Place = Awaited<ReturnType<typeof aProject>>

/** A token of the project, and what a request with it sees. */
export async function aToken(
  place: Place,
  scopes: readonly Scope[] = SCOPES,
  more: { expiresAt?: Date; revokedAt?: Date } = {},
) {
  const token = newTokenText()
  const id = uuid()
  const name = 'Test token'
  const projectId = place.project.id
  await db.apiToken.create({
    data: {
      id,
      projectId,
      name,
      scopes: [...scopes],
      hint: tokenHint(token),
      hash: hashToken(token),
      createdAt: place.now,
      ...more,
    },
  })
  const ctx: TokenCtx = { ...place, principal: { kind: 'token', id, projectId, scopes, name } }
  return { token, id, ctx }
}

export const PASSWORD = 'correct horse battery'

/** PASSWORD as the house keeps it, at a strength that tests can afford. */
const salt = randomBytes(16)
const key = scryptSync(PASSWORD, salt, 32, { N: 1024, r: 8, p: 1 })
const passwordHash = ['scrypt', 1024, 8, 1, salt.toString('base64url'), key.toString('base64url')].join('$')

/** A member with this role, whose password is PASSWORD. */
export async function aMember(place: Place, role: Role): Promise<Ctx> {
  const user = { id: uuid(), email: `${unique(role)}@example.org`, name: `A ${role}` }
  await db.user.create({ data: { ...user, passwordHash, createdAt: place.now } })
  await db.membership.create({
    data: { organisationId: place.organisation.id, userId: user.id, role, createdAt: place.now },
  })
  return { ...place, role, principal: { kind: 'user', ...user, sessionId: uuid() } }
}

/** A run as the agent sends it: one metric of ten samples about 180 ms, unless told otherwise. */
export function anUpload(project: string, more: Partial<RunUpload> = {}): RunUpload {
  return {
    runId: uuid(),
    project,
    suite: 'performance',
    branch: 'main',
    commit: 'c0ffee',
    startedAt: '2026-03-01T11:00:00.000Z',
    environment: {
      name: 'ci',
      cpu: 'Test CPU',
      cores: 2,
      memoryBytes: 2 ** 33,
      os: 'linux',
      runtime: 'node 20',
    },
    agent: { name: 'phasegate', version: '0.1.0' },
    measurements: [aMeasurement('stt_transcription')],
    ...more,
  }
}

export const aMeasurement = (metric: string, centre = 180): Measurement => ({
  metric,
  unit: 'ms',
  samples: Array.from({ length: 10 }, (_, i) => centre + i),
})

export const bytesOf = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))
