import { v7 as uuid } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { hashToken, newTokenText } from '@/lib/auth/token-text'
import { sql } from '@/lib/db/sql'
import { anUpload, aToken } from '@/lib/db/testing/fixtures'
import { type Ask, caller, expectProblem, type Given } from './support/api'
import { aTenant, sharedApp } from './support/app'
import { documentOf } from './support/openapi'
import { countRows } from './support/rows'

const app = sharedApp()
type Tenant = Awaited<ReturnType<typeof aTenant>>
let [mine, other] = [] as unknown as [Tenant, Tenant]
let ask: Ask
beforeAll(async () => {
  mine = await aTenant()
  other = await aTenant()
  ask = caller(app, mine.token)
})

const LIMITS = { unit: 'ms', direction: 'lower', target: 1, acceptance: 2 }

describe('401', () => {
  const cases: [string, () => Promise<Given>][] = [
    ['no token', async () => ({ token: null })],
    ['an empty one', async () => ({ headers: { authorization: '' } })],
    ['another scheme', async () => ({ headers: { authorization: `Basic ${mine.token}` } })],
    ['no scheme', async () => ({ headers: { authorization: mine.token } })],
    ['a malformed one', async () => ({ token: 'pgt_short' })],
    ['one that was cut', async () => ({ token: mine.token.slice(0, -1) })],
    [
      'one with a typing error',
      async () => ({ token: mine.token.replace(/.$/, (c) => (c === 'x' ? 'y' : 'x')) }),
    ],
    ['one of the right form that nobody made', async () => ({ token: newTokenText() })],
    ['the hash of one', async () => ({ token: hashToken(mine.token) })],
    ['two', async () => ({ token: `${mine.token} ${mine.token}` })],
    [
      'a revoked one',
      async () => ({ token: (await aToken(mine, undefined, { revokedAt: new Date() })).token }),
    ],
    [
      'an expired one',
      async () => ({ token: (await aToken(mine, undefined, { expiresAt: new Date(Date.now() - 1) })).token }),
    ],
  ]
  test.each(cases)('%s', async (_, make) => {
    const given = await make()
    const before = await countRows(app.databaseUrl)
    for (const answer of [
      await ask('GET', `${mine.at}/metrics`, given),
      await ask('POST', '/api/v1/runs', { ...given, body: anUpload(mine.project.slug) }),
    ]) {
      expectProblem(answer, 401)
      expect(answer.headers.get('www-authenticate')).toBe('Bearer')
      expect(answer.text).not.toContain(mine.token)
    }
    expect(await countRows(app.databaseUrl)).toEqual(before)
  })

  test('from the moment a token is revoked', async () => {
    const { token, id } = await aToken(mine)
    expect((await ask('GET', `${mine.at}/metrics`, { token })).status).toBe(200)
    await sql`update api_tokens set revoked_at = now() where id = ${id}`
    expectProblem(await ask('GET', `${mine.at}/metrics`, { token }), 401)
  })
})

test('403: each route asks for its scope, and nothing is written without it', async () => {
  const { paths } = await documentOf(app.url)
  const upload = anUpload(mine.project.slug)
  await ask('POST', '/api/v1/runs', { body: upload })
  const reader = (await aToken(mine, ['read'])).token
  const writers = (await aToken(mine, ['runs:write', 'metrics:write'])).token
  const before = await countRows(app.databaseUrl)
  for (const [template, methods] of Object.entries(paths))
    for (const method of Object.keys(methods)) {
      const address = template
        .replace('{project}', mine.project.slug)
        .replace('{runId}', upload.runId)
        .replace('{metric}', 'm')
        .replace('{id}', uuid())
      const body = method === 'get' ? undefined : method === 'put' ? LIMITS : anUpload(mine.project.slug)
      const answer = await ask(method.toUpperCase(), address, {
        body,
        token: method === 'get' ? writers : reader,
      })
      expectProblem(answer, 403)
    }
  expect(await countRows(app.databaseUrl)).toEqual(before)
  expectProblem(
    await ask('PUT', `${mine.at}/metrics/m`, {
      body: LIMITS,
      token: (await aToken(mine, ['read', 'runs:write'])).token,
    }),
    403,
  )
})

describe('404: what is unknown and what is another tenant’s cannot be told apart', () => {
  const same = async (method: string, addresses: string[], bodies: unknown[] = []) => {
    const answers = []
    for (const [i, address] of addresses.entries()) {
      const answer = await ask(method, address, { body: bodies[i] })
      expectProblem(answer, 404)
      const { date: _, ...headers } = Object.fromEntries(answer.headers)
      answers.push(JSON.stringify([answer.text, headers]))
    }
    expect(new Set(answers).size, answers.join('\n')).toBe(1)
  }

  test.each(['runs', 'metrics', 'series?metric=m', 'alerts', 'reviews', 'badge.svg'])(
    '%s of a project',
    async (what) => {
      await caller(app, other.token)('PUT', `${other.at}/metrics/m`, { body: LIMITS })
      await same('GET', [
        `/api/v1/projects/nothing/${what}`,
        `${other.at}/${what}`,
        `/api/v1/projects/%00/${what}`,
      ])
    },
  )

  test('a metric to be set', async () => {
    await same('PUT', ['/api/v1/projects/nothing/metrics/m', `${other.at}/metrics/m`], [LIMITS, LIMITS])
  })

  test('a run to be read', async () => {
    const upload = anUpload(other.project.slug)
    expect((await caller(app, other.token)('POST', '/api/v1/runs', { body: upload })).status).toBe(201)
    await same('GET', [
      `/api/v1/runs/${uuid()}`,
      `/api/v1/runs/${upload.runId}`,
      '/api/v1/runs/x',
      '/api/v1/runs/%00',
    ])
  })

  test('a run to be written, also one that is there', async () => {
    const upload = anUpload(other.project.slug)
    await caller(app, other.token)('POST', '/api/v1/runs', { body: upload })
    const before = await countRows(app.databaseUrl)
    const bodies = [anUpload('nothing'), anUpload(other.project.slug), upload]
    await same(
      'POST',
      bodies.map(() => '/api/v1/runs'),
      bodies,
    )
    expect(await countRows(app.databaseUrl)).toEqual(before)
  })

  test('the same id in two tenants is two runs', async () => {
    const upload = anUpload(mine.project.slug)
    expect((await ask('POST', '/api/v1/runs', { body: upload })).status).toBe(201)
    const theirs = { ...upload, project: other.project.slug, commit: 'theirs' }
    expect((await caller(app, other.token)('POST', '/api/v1/runs', { body: theirs })).status).toBe(201)
    expect((await ask('GET', `/api/v1/runs/${upload.runId}`)).json.commit).toBe(upload.commit)
  })
})
