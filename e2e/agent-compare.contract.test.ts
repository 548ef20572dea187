import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { anUpload } from '@/lib/db/testing/fixtures'
import { type Agent, downloadAgent } from './support/agent'
import { type Ask, caller } from './support/api'
import { aTenant, sharedApp } from './support/app'

const app = sharedApp()
let tenant: Awaited<ReturnType<typeof aTenant>>
let ask: Ask
let agent: Agent
beforeAll(async () => {
  tenant = await aTenant()
  ask = caller(app, tenant.token)
  agent = await downloadAgent(app, tenant.token)
  const definition = { unit: 'ops/s', direction: 'higher', target: 10, acceptance: 5, statistic: 'p50' }
  await ask('PUT', `${tenant.at}/metrics/rate`, { body: definition })
})
afterAll(() => agent.remove())

async function aRun(rate: number) {
  const runId = uuid()
  const samples = Array.from({ length: 40 }, (_, i) => rate * (1 + (i % 5) / 500))
  const body = anUpload(tenant.project.slug, {
    ...{ runId, branch: `branch ${uuid()}`, commit: runId.slice(0, 12) },
    measurements: [{ metric: 'rate', unit: 'ops/s', samples }],
  })
  expect((await ask('POST', '/api/v1/runs', { body })).status).toBe(201)
  return runId
}

test('two runs of the server are compared by their ids, in the direction their metrics have there', async () => {
  const [base, head] = [await aRun(100), await aRun(60)]
  const told = await agent.run([
    'compare',
    base,
    head,
    '--project',
    tenant.project.slug,
    '--format-out',
    'json',
  ])
  expect(told.code, told.stderr).toBe(1)
  expect(JSON.parse(told.stdout)).toMatchObject({
    base: expect.stringContaining(base.slice(0, 12)),
    metrics: [{ metric: 'rate', direction: 'higher', ratio: expect.closeTo(0.6, 3), difference: 'worse' }],
  })
  expect((await agent.run(['compare', head, base, '--project', tenant.project.slug])).code).toBe(0)
})

test('a run that is not there, or of somebody else, is told in one line', async () => {
  const [mine, none] = [await aRun(1), uuid()]
  const { code, stderr } = await agent.run(['compare', mine, none])
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: `phasegate: run ${none}: the token reaches nothing of that name\n`,
  })
})
