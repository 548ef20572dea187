import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { aMeasurement, aMember, anUpload, aProject, aToken, bytesOf } from '../db/testing/fixtures'
import { refusal } from '../db/testing/observe'
import { testDatabase } from '../db/testing/test-database'
import { watch } from '../db/testing/watch'
import { setTarget } from '../metrics/set-target'
import { getRun } from './queries'
import { recordRun } from './record-run'
import { hoursBefore, sendRun } from './testing/send-run'

testDatabase()

test('a run is read as it was judged: receipt, samples, machine, who sent it', async () => {
  const place = await aProject()
  const { ctx } = await aToken(place)
  const upload = anUpload(ctx.project.slug, {
    finishedAt: '2026-03-01T11:01:00.000Z',
    commitAt: '2026-03-01T10:00:00.000Z',
    measurements: [
      { metric: 'latency', unit: 'ms', samples: [3, 1, 2] },
      { metric: 'growth', unit: 'MB', value: 0.4, low: 0.3, high: 0.5 },
      { metric: 'state', state: 'good' },
      { metric: 'broken', error: 'no server' },
    ],
  })
  const { receipt } = await recordRun(ctx, bytesOf(upload), 'application/json')
  const run = await getRun(await aMember(place, 'viewer'), upload.runId.toUpperCase())
  expect(run).toMatchObject({
    id: upload.runId,
    receipt,
    verdicts: receipt.verdicts,
    digest: receipt.evidence,
    environmentDetails: upload.environment,
    previousEnvironmentDetails: null,
    previousRunId: null,
    agent: upload.agent,
    uploadedBy: 'token Test token',
    startedAt: new Date(upload.startedAt),
    finishedAt: new Date(upload.finishedAt!),
    commitAt: new Date(upload.commitAt!),
    format: 'phasegate',
    bodySha256: createHash('sha256').update(bytesOf(upload)).digest('hex'),
  })
  const byMetric = Object.fromEntries(run.measurements.map((m) => [m.metric, m]))
  expect(byMetric.latency).toMatchObject({ unit: 'ms', samples: [3, 1, 2], n: 3 })
  expect(byMetric.latency!.quantiles).toEqual([1, 1.1, 1.5, 2, 2.5, 2.8, 2.9, 2.98, 3, 2])
  for (const metric of ['growth', 'state', 'broken'])
    expect(byMetric[metric]).toMatchObject({ samples: null, quantiles: null, n: 0 })
})

test('later targets change nothing in it: it keeps its unit, its verdict and its statistic', async () => {
  const place = await aProject()
  const { ctx } = await aToken(place)
  const measurements = [{ metric: 'm', unit: 'ms', samples: [100, 200, 300] }]
  const { receipt } = await sendRun(ctx, { measurements })
  const before = await getRun(ctx, receipt.runId)
  const limits = {
    unit: 's',
    direction: 'lower',
    target: 0.001,
    acceptance: 0.002,
    statistic: 'max',
  } as const
  await setTarget(await aMember(place, 'admin'), 'm', limits)
  expect(await getRun(ctx, receipt.runId)).toEqual(before)
  const next = await sendRun(ctx, { measurements })
  const [m] = (await getRun(ctx, next.receipt.runId)).measurements
  expect(m).toMatchObject({ unit: 's', samples: [0.1, 0.2, 0.3] })
  expect(m!.quantiles![8]).toBe(0.3)
})

test('of very many samples some are shown, spread over all, and the count is true', async () => {
  const { ctx } = await aToken(await aProject())
  const samples = Array.from({ length: 10_000 }, (_, i) => i)
  const { receipt } = await sendRun(ctx, { measurements: [{ metric: 'm', unit: 'ms', samples }] })
  const [m] = (await getRun(ctx, receipt.runId)).measurements
  expect(m).toMatchObject({ n: 10_000 })
  expect(m!.samples).toHaveLength(2_000)
  expect([m!.samples![0], m!.samples![1_999]]).toEqual([0, 9_995])
})

test('names the machine as it was in the run before: same suite, branch and name', async () => {
  const { ctx } = await aToken(await aProject())
  const at = (hour: number, cpu: string, more = {}) =>
    sendRun(ctx, { startedAt: hoursBefore(hour), environment: { name: 'ci', cpu }, ...more })
  await at(6, 'too old')
  const before = await at(5, 'before')
  await at(4, 'suite', { suite: 'other' })
  await at(4, 'branch', { branch: 'other' })
  await at(4, 'name', { environment: { name: 'laptop' } })
  await at(1, 'after')
  const { receipt } = await at(3, 'now')
  expect(await getRun(ctx, receipt.runId)).toMatchObject({
    previousEnvironmentDetails: { name: 'ci', cpu: 'before' },
    previousRunId: before.receipt.runId,
  })
})

describe('what is not there', () => {
  test.each(['x', '', "' or 1=1", crypto.randomUUID(), '\0'])('%j', async (id) => {
    const { ctx } = await aToken(await aProject())
    expect(await refusal(getRun(ctx, id))).toMatchObject({ code: 'not_found' })
  })
})

test('as many statements for 50 measurements as for one', async () => {
  const { ctx } = await aToken(await aProject())
  const many = Array.from({ length: 50 }, (_, i) => aMeasurement(`m ${i}`))
  const ids = [await sendRun(ctx), await sendRun(ctx, { measurements: many })].map((r) => r.receipt.runId)
  const counts = []
  for (const id of ids) counts.push((await watch(() => getRun(ctx, id))).statements.length)
  expect(counts).toEqual([3, 3])
})
