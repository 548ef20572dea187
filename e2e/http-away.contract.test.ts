import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '@/lib/db/sql'
import { anUpload } from '@/lib/db/testing/fixtures'
import { downloadAgent } from './support/agent'
import { type Answer, type Ask, caller, expectProblem } from './support/api'
import { aTenant, leaveDatabase } from './support/app'
import { ownApp } from './support/own-app'
import { freeze, shutDown } from './support/postgres'

let app: Awaited<ReturnType<typeof ownApp>>
let tenant: Awaited<ReturnType<typeof aTenant>>
let ask: Ask
beforeAll(async () => {
  app = await ownApp()
  tenant = await aTenant()
  ask = caller(app, tenant.token)
  expect((await post()).status).toBe(201)
})
afterAll(async () => {
  await leaveDatabase()
  await app.stop()
})

const post = (body: unknown = anUpload(tenant.project.slug)) => ask('POST', '/api/v1/runs', { body })
const LIMITS = { unit: 'ms', direction: 'lower', target: 1, acceptance: 2 }
const requests: [string, () => Promise<Answer>][] = [
  ['a run', () => post()],
  [
    'an import',
    () => ask('POST', '/api/v1/runs/import?commit=c', { body: '<testsuite/>', type: 'text/xml' }),
  ],
  ['a target', () => ask('PUT', `${tenant.at}/metrics/m`, { body: LIMITS })],
  ['runs', () => ask('GET', `${tenant.at}/runs`)],
  ['metrics', () => ask('GET', `${tenant.at}/metrics`)],
  ['a series', () => ask('GET', `${tenant.at}/series?metric=stt_transcription`)],
  ['alerts', () => ask('GET', `${tenant.at}/alerts`)],
  ['a badge', () => ask('GET', `${tenant.at}/badge.svg`)],
]

/** Every request at once, each told within `limit` milliseconds that the database is away. */
async function expectAway(limit: number) {
  const answers = requests.map(async ([what, send]) => {
    const began = performance.now()
    const answer = await send()
    expectProblem(answer, 503)
    expect(Number(answer.headers.get('retry-after')), what).toBeGreaterThan(0)
    expect(performance.now() - began, what).toBeLessThan(limit)
  })
  const health = await ask('GET', '/api/health')
  expect(health).toMatchObject({ status: 503, json: { status: 'unavailable', database: 'away' } })
  expect(Number(health.headers.get('retry-after'))).toBeGreaterThan(0)
  await Promise.all(answers)
}

async function expectBack(limit: number) {
  const began = performance.now()
  while ((await ask('GET', '/api/health')).status !== 200)
    expect(performance.now() - began).toBeLessThan(limit)
  expect((await post()).status).toBe(201)
  for (const [what, send] of requests.slice(2)) expect((await send()).status, what).toBeLessThan(300)
}

describe('503 with Retry-After', () => {
  test('within two seconds or so while the database does not answer, and everything again when it does', async () => {
    const { thaw } = await freeze(app.databaseUrl)
    await expectAway(4_000).finally(thaw)
    await expectBack(5_000)
  })

  test('is no refusal to the agent: it keeps the run, exits with 3, and sends it later', async () => {
    const agent = await downloadAgent(app, tenant.token)
    const upload = anUpload(tenant.project.slug)
    const file = agent.write('run.json', upload)
    const { thaw } = await freeze(app.databaseUrl)
    const { code, stderr } = await agent.run(['upload', file, '--retry-for', '0']).finally(thaw)
    expect(code).toBe(3)
    expect(stderr).toMatch(/The database is away.*\(HTTP 503\).*send it with: node .*spool flush/)
    expect(await agent.run(['spool', 'flush', '--retry-for', '30'])).toMatchObject({
      code: 0,
      stdout: '1 sent, 0 left in the spool\n',
    })
    expect(await post(upload)).toMatchObject({ status: 200 })
    agent.remove()
  })

  test('at once while there is no database, and everything again when there is', async () => {
    await shutDown(app.databaseUrl)
    await expectAway(2_500)
    await app.startDatabase()
    await expectBack(5_000)
  })

  test('or the receipt, to every upload that was under way; sent again, each is stored once', async () => {
    const bodies = Array.from({ length: 12 }, () => JSON.stringify(anUpload(tenant.project.slug)))
    const under = bodies.map(async (body, i) => {
      await new Promise((done) => setTimeout(done, i * 5))
      return post(body)
    })
    await new Promise((done) => setTimeout(done, 45))
    const { thaw } = await freeze(app.databaseUrl)
    const answers = await Promise.all(under).finally(thaw)
    for (const answer of answers) if (answer.status !== 201) expectProblem(answer, 503)
    expect(answers.some((answer) => answer.status === 503)).toBe(true)
    await expectBack(5_000)
    for (const body of bodies) expect([200, 201]).toContain((await post(body)).status)
    const rows = await sql<{ sha: string }[]>`
      select encode(sha256(b.bytes), 'hex') as sha from run_bodies b join runs r on r.id = b.run_id
      where r.project_id = ${tenant.project.id}`
    const stored = rows.map((row) => row.sha)
    for (const body of bodies)
      expect(stored.filter((sha) => sha === createHash('sha256').update(body).digest('hex'))).toHaveLength(1)
  })
})
