import { describe, expect, test } from 'vitest'
import { verifyAudit } from '../audit'
import { matchesHash, verifyPassword } from '../auth/passwords'
import type { UserPrincipal } from '../auth/principal'
import { openSession, readSession, revokeSession } from '../auth/sessions'
import { hashToken, newTokenText } from '../auth/token-text'
import { requireToken } from '../auth/tokens'
import { db } from '../db/client'
import { aMember, aProject, aToken, NOW } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import { untilWaiting } from '../db/testing/watch'
import { sqlTransaction } from '../db/transaction'
import { getProjectContext, getTokenContext } from './context'
import { createOrganisation } from './create-organisation'
import { createProject } from './create-project'
import { createToken } from './create-token'
import { createUser } from './create-user'
import { getOperatorContext, OPERATOR } from './operator'
import { listMembers, listMyProjects, listTokens } from './queries'
import { revokeToken } from './revoke-token'
import { setUp } from './set-up'

testDatabase()

const withToken = (token: string) =>
  new Request('http://localhost/api/v1/runs', { headers: { authorization: `Bearer ${token}` } })
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: { code?: string }) => error.code,
  )
const first = {
  organisation: { slug: 'first', name: 'First' },
  project: { slug: 'thing', name: 'Thing' },
  admin: { email: 'Admin@Example.org', name: 'Admin', password: 'long enough' },
}

test('of two first visitors one sets up, and nobody after', async () => {
  const answers = await Promise.allSettled([setUp(first), setUp(first)])
  expect(answers.map((a) => a.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(await code(setUp(first))).toBe('forbidden')
  expect([await db.user.count(), await db.project.count()]).toEqual([1, 1])
  const done = answers.find((a) => a.status === 'fulfilled')!.value
  const ctx = await getTokenContext(withToken(done.token), 'metrics:write', 'thing')
  expect(ctx.organisation.slug).toBe('first')
  const user = await db.user.findFirstOrThrow()
  expect(user.email).toBe('admin@example.org')
  expect([
    await verifyPassword(user.id, 'long enough'),
    await verifyPassword(user.id, 'Long enough'),
  ]).toEqual([true, false])
  expect(await matchesHash('anything', null)).toBe(false)
})

describe('a token', () => {
  test('is shown once, kept hashed, listed by a hint, and opens until it is revoked', async () => {
    const admin = await aMember(await aProject(), 'admin')
    const made = await createToken(admin, { name: 'CI' })
    expect(await requireToken(withToken(made.token))).toMatchObject({
      id: made.id,
      scopes: ['read', 'runs:write'],
    })
    const [listed] = await listTokens(admin)
    expect(JSON.stringify(listed)).not.toContain(made.token)
    expect(listed).toMatchObject({ id: made.id, hint: made.hint, revokedAt: null })
    expect(listed!.lastUsedAt).not.toBeNull()
    await revokeToken(admin, { id: made.id })
    await revokeToken(admin, { id: made.id })
    expect(await code(requireToken(withToken(made.token)))).toBe('unauthenticated')
    const [check] = await verifyAudit(admin.project.id)
    expect(check).toMatchObject({ events: 2, bad: null })
  })

  test('that is unknown, expired, revoked, mistyped or absent is refused alike', async () => {
    const place = await aProject()
    const past = new Date(Date.now() - 1000)
    const expired = await aToken(place, ['read'], { expiresAt: past })
    const revoked = await aToken(place, ['read'], { revokedAt: past })
    const texts = [newTokenText(), expired.token, revoked.token, `${revoked.token}x`, 'x', "' or 1=1"]
    for (const text of texts) expect(await code(requireToken(withToken(text)))).toBe('unauthenticated')
    expect(await code(requireToken(new Request('http://localhost/')))).toBe('unauthenticated')
    expect(await code(requireToken(withToken(hashToken(expired.token))))).toBe('unauthenticated')
  })

  test('opens its own project alone, and only what its scopes say', async () => {
    const [mine, other] = [await aProject(), await aProject()]
    const { token } = await aToken(mine, ['read'])
    expect(await code(getTokenContext(withToken(token), 'read', mine.project.slug))).toBe('ok')
    const foreign = getTokenContext(withToken(token), 'read', other.project.slug).catch(String)
    const missing = getTokenContext(withToken(token), 'read', 'no-such').catch(String)
    expect(await foreign).toBe(await missing)
    expect(await code(getTokenContext(withToken(token), 'read', other.project.slug))).toBe('not_found')
    expect(await code(getTokenContext(withToken(token), 'runs:write', mine.project.slug))).toBe('forbidden')
  })

  test('is an admin to make and to revoke, of this project', async () => {
    const place = await aProject()
    for (const role of ['viewer', 'member', 'lead'] as const) {
      const ctx = await aMember(place, role)
      expect(await code(createToken(ctx, { name: 'x' }))).toBe('forbidden')
      expect(await code(listTokens(ctx))).toBe('forbidden')
    }
    const { id } = await aToken(await aProject())
    const admin = await aMember(place, 'admin')
    expect(await code(revokeToken(admin, { id }))).toBe('not_found')
    expect(await code(revokeToken(admin, { id: 'no id' }))).toBe('not_found')
    expect(await code(createToken(admin, { name: 'x', scopes: ['sign' as 'read'] }))).toBe('bad_request')
  })
})

describe('people', () => {
  test('are made by admins, once, and see the projects of their organisation alone', async () => {
    const place = await aProject()
    await aProject()
    const admin = await aMember(place, 'admin')
    const given = { email: 'New@Example.org', name: 'New', role: 'lead' as const, password: 'long enough' }
    const { id, created } = await createUser(admin, given)
    expect(created).toBe(true)
    expect(await code(createUser(admin, given))).toBe('conflict')
    expect((await listMembers(admin)).map((m) => m.role)).toEqual(['admin', 'lead'])
    const principal: UserPrincipal = {
      kind: 'user',
      id,
      name: 'New',
      email: 'new@example.org',
      sessionId: '',
    }
    expect(await listMyProjects(principal)).toMatchObject([
      { project: { slug: place.project.slug }, role: 'lead' },
    ])
    const lead = await aMember(place, 'lead')
    expect(await code(createUser(lead, { ...given, email: 'b@example.org' }))).toBe('forbidden')
    expect(await code(createUser(admin, { ...given, email: 'b', password: 'short' }))).toBe('bad_request')
  })

  test('of two organisations that make the same account at once get one, and are members of both', async () => {
    const [one, two] = [await aMember(await aProject(), 'admin'), await aMember(await aProject(), 'admin')]
    const given = {
      email: 'shared@example.org',
      name: 'Shared',
      role: 'viewer' as const,
      password: 'long enough',
    }
    let made: Promise<{ created: boolean }>[] = []
    await sqlTransaction(async (tx) => {
      // Both have looked, and found nobody, before either may write.
      await tx`lock table users in share row exclusive mode`
      made = [createUser(one, given), createUser(two, given)]
      await untilWaiting(2)
    })
    expect((await Promise.all(made)).map((m) => m.created).toSorted()).toEqual([false, true])
    expect(await db.user.count({ where: { email: given.email } })).toBe(1)
    expect(await db.membership.count({ where: { user: { email: given.email } } })).toBe(2)
  })

  test('find nothing in an organisation they are not of', async () => {
    const [mine, other] = [await aProject(), await aProject()]
    const { principal } = await aMember(mine, 'admin')
    const at = (o: string, p: string) => getProjectContext(o, p, principal)
    expect((await at(mine.organisation.slug, mine.project.slug)).role).toBe('admin')
    for (const [o, p] of [
      [other.organisation.slug, other.project.slug],
      [mine.organisation.slug, other.project.slug],
      ['no-such', 'no-such'],
      ["'", '\0'],
    ] as const)
      expect(await code(at(o, p))).toBe('not_found')
  })

  test('have sessions that end by time, by rest and by signing out', async () => {
    const { principal } = await aMember(await aProject(), 'viewer')
    const hours = (h: number) => new Date(NOW.getTime() + h * 3_600_000)
    const id = await openSession(principal.id, NOW)
    expect(await readSession(id, hours(11))).toMatchObject({ id: principal.id, sessionId: id })
    expect(await readSession(id, hours(22))).not.toBeNull()
    expect(await readSession(id, hours(35))).toBeNull()
    for (let h = 22; h < 168; h += 11) await readSession(id, hours(h))
    expect(await readSession(id, hours(168.1))).toBeNull()
    const other = await openSession(principal.id, NOW)
    await revokeSession(other, NOW)
    expect(await readSession(other, hours(1))).toBeNull()
  })
})

test('organisations and projects are made by admins and by the operator, once', async () => {
  const place = await aProject()
  const admin = await aMember(place, 'admin')
  const viewer = await aMember(place, 'viewer')
  const made = await createOrganisation(admin, { slug: 'second', name: 'Second' })
  expect(made.slug).toBe('second')
  expect(await code(createOrganisation(admin, { slug: 'second', name: 'Again' }))).toBe('conflict')
  expect(await code(createOrganisation(viewer, { slug: 'third', name: 'Third' }))).toBe('forbidden')
  expect(await code(createOrganisation({ principal: OPERATOR, now: NOW }, { slug: 'api', name: 'x' }))).toBe(
    'bad_request',
  )
  await createProject({ ...admin, organisation: made }, { slug: 'p', name: 'P' })
  expect(await code(createProject({ ...admin, organisation: made }, { slug: 'p', name: 'P' }))).toBe(
    'conflict',
  )
  expect(await code(createProject({ ...viewer, organisation: made }, { slug: 'q', name: 'Q' }))).toBe(
    'forbidden',
  )
  const operator = await getOperatorContext('second', 'p')
  expect((await createToken(operator, { name: 'x', expiresInDays: 90 })).expiresAt).not.toBeNull()
  expect(await code(getOperatorContext('second', 'none'))).toBe('not_found')
})
