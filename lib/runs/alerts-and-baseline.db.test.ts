import { v7 as uuid } from 'uuid'
import { describe, expect, test } from 'vitest'
import { sql } from '../db/sql'
import { aMeasurement, anUpload, aProject, aToken, bytesOf, NOW } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import type { TokenCtx } from '../projects/context'
import { importRun } from './import-run'
import { getRun } from './queries'
import { recordRun } from './record-run'

testDatabase()

const JSON_TYPE = 'application/json'
const record = (ctx: TokenCtx, upload: unknown) => recordRun(ctx, bytesOf(upload), JSON_TYPE)
const aCtx = async () => (await aToken(await aProject())).ctx

describe('with a history', () => {
  const day = (i: number) => new Date(NOW.getTime() - (40 - i) * 86_400_000).toISOString()
  async function history(ctx: TokenCtx, length = 15) {
    for (let i = 0; i < length; i++)
      await record(
        ctx,
        anUpload(ctx.project.slug, {
          commit: `commit ${i}`,
          startedAt: day(i),
          measurements: [aMeasurement('stt', 180 + (i % 3))],
        }),
      )
  }
  const at = (ctx: TokenCtx, i: number, centre: number, more = {}) =>
    record(
      ctx,
      anUpload(ctx.project.slug, {
        commit: `commit ${i}`,
        startedAt: day(i),
        measurements: [aMeasurement('stt', centre)],
        ...more,
      }),
    )

  test('a regression raises one alert, and a return resolves it', async () => {
    const ctx = await aCtx()
    await history(ctx)
    const worse = await at(ctx, 20, 400)
    expect(worse.receipt.verdicts[0]).toMatchObject({ change: 'regression', baseline: { runs: 15 } })
    expect(worse.receipt.alerts).toMatchObject([{ metric: 'stt', state: 'suspected' }])
    expect((await at(ctx, 21, 400)).receipt.alerts).toEqual([])
    await at(ctx, 22, 181)
    const alerts = await sql`select state, resolved_at from alerts where project_id = ${ctx.project.id}`
    expect(alerts).toMatchObject([{ state: 'resolved', resolved_at: NOW }])
  })

  test('other branches, other machines and noisy runs raise none and are no baseline; a branch is compared with where it came from', async () => {
    const ctx = await aCtx()
    await history(ctx)
    const onBranch = await at(ctx, 20, 400, { branch: 'feature' })
    const elsewhere = await at(ctx, 20, 400, { environment: { name: 'ci', cpu: 'Another CPU' } })
    expect([onBranch, elsewhere].map((r) => r.receipt.verdicts[0]?.change)).toEqual([
      'regression',
      'no_baseline',
    ])
    expect([onBranch, elsewhere].flatMap((r) => r.receipt.alerts)).toEqual([])
    const noise = {
      name: 'ci',
      cpu: 'Test CPU',
      cores: 2,
      memoryBytes: 2 ** 33,
      os: 'linux',
      runtime: 'node 20',
    }
    const noisy = await at(ctx, 20, 400, { environment: { ...noise, noise: { stealPercent: 50 } } })
    expect(noisy.receipt).toMatchObject({ admissible: false, alerts: [] })
    expect(noisy.receipt.reason).toMatch(/stolen/)
    expect((await at(ctx, 21, 181)).receipt.verdicts[0]).toMatchObject({
      change: 'stable',
      baseline: { runs: 15 },
    })
  })

  test('only what started earlier is the baseline, and at most 20 of it', async () => {
    const ctx = await aCtx()
    await history(ctx, 30)
    expect((await at(ctx, 35, 181)).receipt.verdicts[0]?.baseline?.runs).toBe(20)
    expect(
      (await at(ctx, 10, 181, { runId: uuid() })).receipt.verdicts[0]?.baseline?.runs,
    ).toBeLessThanOrEqual(12)
  })
})

test('a run of another tenant is no run of this build, nor read in its format, though it has the id of one here', async () => {
  const [older, mine, younger] = [await aCtx(), await aCtx(), await aCtx()]
  const runId = uuid()
  const junit = '<testsuite name="s"><testcase classname="c" name="t" time="0.1"/></testsuite>'
  const query = { format: 'junit', runId, commit: 'this build' }
  const elsewhere = (ctx: TokenCtx) =>
    importRun(ctx, new TextEncoder().encode(junit), 'application/xml', query)
  await elsewhere(older)
  const given = { metric: 'given', unit: 'ms', value: 5, low: 4, high: 6 }
  const measurements = [aMeasurement('stt'), given]
  await record(mine, anUpload(mine.project.slug, { runId, commit: 'another', measurements }))
  await elsewhere(younger)
  const found = await getRun(mine, runId)
  expect(found.measurements.find((m) => m.metric === 'stt')!.samples).toHaveLength(10)
  const next = anUpload(mine.project.slug, {
    commit: 'this build',
    startedAt: '2026-03-01T11:30:00.000Z',
    measurements,
  })
  const { receipt } = await record(mine, next)
  expect(receipt.verdicts.map((v) => v.basis)).toEqual(['samples', 'given'])
})
