import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { hashToken } from '@/lib/auth/token-text'
import { sql } from '@/lib/db/sql'
import { anUpload } from '@/lib/db/testing/fixtures'
import { root } from '@/scripts/root.mjs'
import { expectRefused, hurriedOperator, operator } from './support/admin'
import { ended } from './support/agent'
import { caller, expectProblem } from './support/api'
import { aTenant, sharedApp } from './support/app'
import { countRows } from './support/rows'
import { signIn } from './support/sign-in'

const app = sharedApp()
const admin = operator(app)
const hurried = hurriedOperator(app)
const unique = randomBytes(4).toString('hex')
let tenant: Awaited<ReturnType<typeof aTenant>>
let where: string[]
beforeAll(async () => {
  tenant = await aTenant()
  where = ['--org', tenant.organisation.slug, '--project', tenant.project.slug]
})

const lastLine = (text: string) => text.trimEnd().split('\n').at(-1)!
const rowOf = async (token: string) => {
  const [row] =
    await sql`select name, scopes, expires_at as "expiresAt", created_at as "createdAt" from api_tokens where hash = ${hashToken(token)}`
  return row as unknown as { name: string; scopes: string[]; expiresAt: Date | null; createdAt: Date }
}
const LIMITS = { unit: 'ms', direction: 'lower', target: 1, acceptance: 2 }

describe('create-token', () => {
  test('through npm: the token alone on the last line, and it reads and writes runs, and no more', async () => {
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
    const words = ['run', 'admin', '--', 'create-token', ...where, '--name', 'ci']
    const env = { ...process.env, DATABASE_URL: app.databaseUrl, PHASEGATE_DATA: app.data }
    const { code, stdout, stderr } = await ended(
      spawn(npm, words, { cwd: root, env, shell: npm.endsWith('.cmd') }),
    )
    expect(code, stderr).toBe(0)
    const token = lastLine(stdout)
    expect(token).toMatch(/^pgt_[0-9A-Za-z]{38}$/)
    expect(stdout.split(token)).toHaveLength(2)
    const ask = caller(app, token)
    expect((await ask('GET', `${tenant.at}/runs`)).status).toBe(200)
    expect((await ask('POST', '/api/v1/runs', { body: anUpload(tenant.project.slug) })).status).toBe(201)
    expectProblem(await ask('PUT', `${tenant.at}/metrics/m`, { body: LIMITS }), 403)
    expect(await rowOf(token)).toMatchObject({ name: 'ci', scopes: ['read', 'runs:write'], expiresAt: null })
  })

  test('with scopes and an end', async () => {
    const scopes = ['--scopes', 'read, metrics:write', '--expires', '90d']
    const { stdout } = await admin(['create-token', ...where, '--name', 'targets', ...scopes])
    const token = lastLine(stdout)
    expect((await caller(app, token)('PUT', `${tenant.at}/metrics/m`, { body: LIMITS })).status).toBe(201)
    expectProblem(
      await caller(app, token)('POST', '/api/v1/runs', { body: anUpload(tenant.project.slug) }),
      403,
    )
    const { expiresAt, createdAt } = await rowOf(token)
    expect(expiresAt!.getTime() - createdAt.getTime()).toBe(90 * 86_400_000)
  })

  test.concurrent.each([
    ['nothing', [], /--org, --project, --name must be given/],
    [
      'an unknown organisation',
      ['--org', 'nobody', '--project', 'p', '--name', 'n'],
      /no organisation nobody/,
    ],
    [
      'an unknown project',
      ['--org', 'demo', '--project', 'nothing', '--name', 'n'],
      /no project nothing in demo/,
    ],
    ['another scope', ['--scopes', 'sign'], /scopes/],
    ['an end that is none', ['--expires', 'soon'], /--expires is a number of days such as 90d, not "soon"/],
    ['an end of today', ['--expires', '0d'], /expires/i],
    ['an unknown option', ['--colour', 'red'], /--colour/],
    ['a word too many', ['extra'], /extra/],
  ])('refuses %s in one line', async (_, words, line) => {
    const before = await countRows(app.databaseUrl)
    const given = words.length && !words.includes('--org') ? [...where, '--name', 'n', ...words] : words
    expectRefused(await hurried(['create-token', ...given]), line)
    expect(await countRows(app.databaseUrl)).toEqual(before)
  })
})

describe('create-user', () => {
  const org = () => ['--org', tenant.organisation.slug]
  const overview = async (cookie: string) =>
    (
      await fetch(`${app.url}/${tenant.organisation.slug}/${tenant.project.slug}`, {
        headers: { cookie },
        redirect: 'manual',
      })
    ).status

  test('with a password from standard input can sign in, with no other', async () => {
    const email = `lea-${unique}@example.org`
    const words = [
      'create-user',
      '--email',
      email,
      '--name',
      'Lea Lead',
      '--role',
      'lead',
      ...org(),
      '--password-stdin',
    ]
    const { code, stdout, stderr } = await admin(words, 'a long passphrase\n')
    expect(code, stderr).toBe(0)
    expect(stdout).toBe(`Created ${email} as lead.\n`)
    expect(await signIn(app, email, 'a wrong passphrase')).toBe(null)
    const cookie = await signIn(app, email, 'a long passphrase')
    expect(await overview(cookie!)).toBe(200)
  })

  test('without one is given one, printed once', async () => {
    const words = [
      'create-user',
      '--email',
      `Mia-${unique}@Example.org`,
      '--name',
      'Mia',
      '--role',
      'viewer',
      ...org(),
    ]
    const { code, stdout } = await admin(words)
    expect(code).toBe(0)
    const password = /^Password: (\S+)$/.exec(lastLine(stdout))?.[1]
    expect(await signIn(app, `mia-${unique}@example.org`, password!)).not.toBe(null)
  })

  test('who has an account keeps it, and becomes a member here too', async () => {
    const words = [
      'create-user',
      '--email',
      'admin@demo.local',
      '--name',
      'Other',
      '--role',
      'viewer',
      ...org(),
    ]
    expect(await admin(words)).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('has an account already'),
    })
    const cookie = await signIn(app, 'admin@demo.local', 'phasegate-demo')
    expect(await overview(cookie!)).toBe(200)
    expectRefused(await admin(words), /is a member of this organisation already/)
  })

  test.concurrent.each([
    ['nothing', [], /--email, --name, --role, --org must be given/],
    ['another role', ['--role', 'king'], /--role is viewer, member, lead or admin, not "king"/],
    ['an address that is none', ['--email', 'nobody'], /e-mail/],
    ['an unknown organisation', ['--org', 'nobody'], /no organisation nobody/],
    ['a short password', ['--password-stdin'], /10 characters/],
  ])('refuses %s in one line', async (_, words, line) => {
    const before = await countRows(app.databaseUrl)
    const good = ['--email', 'x@example.org', '--name', 'X', '--role', 'viewer', ...org()]
    expectRefused(await hurried(['create-user', ...(words.length ? good : []), ...words], 'short'), line)
    expect(await countRows(app.databaseUrl)).toEqual(before)
  })
})

test('a command that is none is told which there are', async () => {
  const { code, stdout, stderr } = await admin(['frobnicate'])
  expect({ code: Number(code) > 0, stdout }).toEqual({ code: true, stdout: '' })
  for (const command of ['create-token', 'create-user', 'verify-audit', 'backup', 'restore'])
    expect(stderr).toContain(command)
  expect((await admin(['--help'])).code).toBe(0)
})
