import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { newTokenText } from '@/lib/auth/token-text'
import type { RunUpload } from '@/lib/core/wire'
import { sql } from '@/lib/db/sql'
import { anUpload, aToken } from '@/lib/db/testing/fixtures'
import { type Agent, downloadAgent, ended } from './support/agent'
import { aTenant, sharedApp } from './support/app'

const app = sharedApp()
/** A port that nobody has and that fetch does not refuse by itself. */
const NOBODY = { PHASEGATE_URL: 'http://127.0.0.1:2' }
let tenant: Awaited<ReturnType<typeof aTenant>>
let agent: Agent
const made: Agent[] = []
beforeAll(async () => {
  tenant = await aTenant()
})
beforeEach(async () => {
  agent = await downloadAgent(app, tenant.token)
  made.push(agent)
})
afterAll(() => {
  for (const one of made) one.remove()
})

const run = (more: Partial<RunUpload> = {}) => anUpload(tenant.project.slug, { runId: uuid(), ...more })
const stored = async (...ids: string[]) =>
  (
    await sql<
      { id: string }[]
    >`select id from runs where project_id = ${tenant.project.id} and id = any(${ids}::uuid[])`
  ).length
const upload = (name: string, env: Record<string, string>, ...args: string[]) =>
  agent.run(['upload', name, '--retry-for', '0', ...args], env)

describe('what cannot be sent now is kept, and the line says how to send it', () => {
  const cases: [string, () => Promise<Record<string, string>>, string][] = [
    ['no server', async () => NOBODY, 'nobody listens there'],
    ['no token', async () => ({ PHASEGATE_TOKEN: '' }), 'PHASEGATE_TOKEN is not set'],
    ['an unknown token', async () => ({ PHASEGATE_TOKEN: newTokenText() }), 'unknown, expired or revoked'],
    [
      'a token that may only read',
      async () => ({ PHASEGATE_TOKEN: (await aToken(tenant, ['read'])).token }),
      'lacks the scope runs:write',
    ],
    [
      'the token of another project',
      async () => ({ PHASEGATE_TOKEN: (await aTenant()).token }),
      'There is nothing here',
    ],
  ]
  test.each(cases)('%s: 3', async (_, env, why) => {
    const given = run()
    const name = agent.write('run.json', given)
    const set = await env()
    const { code, stdout, stderr } = await upload(name, set)
    expect({ code, stdout }, stderr).toEqual({ code: 3, stdout: '' })
    expect(stderr).toContain(why)
    expect(stderr).toMatch(/run\.json: not uploaded: .* send it with: node .*phasegate\.mjs spool flush$/m)
    if (set.PHASEGATE_TOKEN) expect(stderr).not.toContain(set.PHASEGATE_TOKEN)
    expect(await stored(given.runId)).toBe(0)

    const [kept] = agent.waiting()
    expect(readFileSync(path.join(agent.spool, kept!), 'utf8')).toBe(readFileSync(name, 'utf8'))
    expect((await agent.run(['spool', 'list'])).stdout).toMatch(new RegExp(`${given.runId} +\\d+ +waiting`))
    expect(await agent.run(['spool', 'flush'])).toMatchObject({
      code: 0,
      stdout: '1 sent, 0 left in the spool\n',
    })
    expect(await stored(given.runId)).toBe(1)
    expect((await agent.run(['spool', 'list'])).stdout).toContain('nothing waits')
  })

  test('and goes with the next upload, before it', async () => {
    const [first, second] = [run(), run()]
    await upload(agent.write('first.json', first), NOBODY)
    const { code, stderr } = await upload(agent.write('second.json', second), {})
    expect({ code, stderr }).toEqual({ code: 0, stderr: 'sent 1 run that waited in the spool\n' })
    expect(await stored(first.runId, second.runId)).toBe(2)
    expect(agent.waiting()).toEqual([])
  })

  test('and stays while there is still no server', async () => {
    const given = run()
    await upload(agent.write('run.json', given), NOBODY)
    const { code, stdout, stderr } = await agent.run(['spool', 'flush', '--retry-for', '0'], NOBODY)
    expect({ code, stdout }).toEqual({ code: 3, stdout: '0 sent, 1 left in the spool\n' })
    expect(stderr).toContain('nobody listens there')
    expect(agent.waiting()).toHaveLength(1)
  })
})

test('what the server refuses for good is set aside with its words: 2, and does not hold up what follows', async () => {
  const unit = (unit: string) => run({ measurements: [{ metric: 'm', unit, value: 1 }] })
  const [good, bad] = [unit('ms'), unit('MB')]
  expect((await upload(agent.write('good.json', good), {})).code).toBe(0)
  const { code, stderr } = await upload(agent.write('bad.json', bad), {})
  expect(code).toBe(2)
  expect(stderr).toMatch(
    /bad\.json: the server refuses it: .*measurements\[0\]\.unit: MB does not convert to ms.*\(HTTP 400\)\. Kept in .*rejected/,
  )
  expect({ waiting: agent.waiting(), rejected: agent.rejected().length }).toEqual({
    waiting: [],
    rejected: 1,
  })
  const listed = JSON.parse((await agent.run(['spool', 'list', '--format-out', 'json'])).stdout)
  expect(listed).toMatchObject([{ runId: bad.runId, state: expect.stringContaining('rejected: ') }])
  expect((await upload(agent.write('next.json', unit('s')), {})).code).toBe(0)
  expect(await stored(bad.runId)).toBe(0)

  // Put right under the same id, it is taken.
  expect((await upload(agent.write('bad.json', { ...bad, measurements: good.measurements }), {})).code).toBe(
    0,
  )
  expect(await stored(bad.runId)).toBe(1)
})

test('a run whose id is taken by another is refused for good', async () => {
  const given = run()
  await upload(agent.write('run.json', given), {})
  const { code, stderr } = await upload(agent.write('run.json', { ...given, commit: 'other' }), {})
  expect(code).toBe(2)
  expect(stderr).toContain('(HTTP 422)')
})

describe('kill -9 of the agent', () => {
  const kill = async (child: ReturnType<Agent['start']>) => {
    const end = ended(child)
    child.kill('SIGKILL')
    expect((await end).signal).toBe('SIGKILL')
  }

  test('between writing and sending: the run is there, and the next command sends it', async () => {
    const given = run()
    const child = agent.start(['upload', agent.write('run.json', given), '--retry-for', '600'], NOBODY)
    while (!agent.waiting().length) await sleep(5)
    await kill(child)
    expect(await agent.run(['spool', 'flush'])).toMatchObject({
      code: 0,
      stdout: '1 sent, 0 left in the spool\n',
    })
    expect(await stored(given.runId)).toBe(1)
  })

  test.each([1, 3, 6, 9])('while it sends, after %i of 12: each run arrives exactly once', async (after) => {
    const runs = Array.from({ length: 12 }, () => run())
    const ids = runs.map((r) => r.runId)
    const child = agent.start(['upload', ...runs.map((r, i) => agent.write(`${i}.json`, r))])
    while ((await stored(...ids)) < after) await sleep(1)
    await kill(child)
    expect((await agent.run(['spool', 'flush'])).code).toBe(0)
    expect(await stored(...ids)).toBe(12)
    expect(agent.waiting()).toEqual([])
  })
})
