import { beforeAll, expect, test } from 'vitest'
import { aMeasurement, anUpload, aProject, aToken, bytesOf } from '../db/testing/fixtures'
import { copyRun } from '../db/testing/history'
import { testDatabase } from '../db/testing/test-database'
import { planOf, rowsRead, watch } from '../db/testing/watch'
import type { TokenCtx } from '../projects/context'
import { recordRun } from '../runs/record-run'
import { getSeries } from './queries'

testDatabase()

const POINTS = 3_000
const measurements = (count: number) => Array.from({ length: count }, (_, i) => aMeasurement(`metric ${i}`))
let ctx: TokenCtx

async function fill(into: TokenCtx, metrics: number, branch: string, copies: number) {
  const upload = anUpload(into.project.slug, { branch, measurements: measurements(metrics) })
  await recordRun(into, bytesOf(upload), 'application/json')
  await copyRun(into, upload.runId, copies)
}

async function costOfSeries() {
  const { answer, statements } = await watch(() => getSeries(ctx, { metric: 'metric 1', points: 500 }))
  const plans = await Promise.all(statements.map(planOf))
  const pages = plans.reduce((sum, plan) => sum + plan.pages, 0)
  const measured = plans.reduce((sum, plan) => sum + rowsRead(plan, 'measurements'), 0)
  return { answer, statements, plans, pages, measured }
}

beforeAll(async () => {
  ctx = (await aToken(await aProject())).ctx
  await fill(ctx, 2, 'main', POINTS - 1)
})

test('a series costs its own points, read from the index alone, however much else there is', async () => {
  const before = await costOfSeries()
  expect(before.answer).toMatchObject({ total: POINTS, lines: [{ branch: 'main' }] })
  expect(before.answer.lines[0]!.points.length).toBeLessThanOrEqual(500)
  expect(before.measured).toBeLessThanOrEqual(POINTS + 5)
  const trend = before.plans.flatMap((p) => p.nodes).filter((n) => n.relation === 'measurements')
  expect(new Set(trend.map((n) => n.type))).toEqual(new Set(['Index Only Scan']))
  expect(trend[0]?.index).toBe('measurements_trend_idx')

  // Other branches, other metrics, another tenant with the same names: four times as many rows as before.
  await fill(ctx, 2, 'feature', POINTS)
  await fill(ctx, 6, 'other', 1_000)
  await fill((await aToken(await aProject())).ctx, 4, 'main', 2_000)
  const after = await costOfSeries()
  expect(after.statements).toHaveLength(before.statements.length)
  expect(after.measured).toBe(before.measured)
  const trendPages = (plans: typeof after.plans) =>
    Math.max(...plans.filter((p) => rowsRead(p, 'measurements') >= POINTS).map((p) => p.pages))
  expect(trendPages(after.plans)).toBeLessThanOrEqual(trendPages(before.plans) + 10)
})

test('as many lines as there are, each read once', async () => {
  const { statements } = await watch(() => getSeries(ctx, { metric: 'metric 0', points: 100 }))
  expect(statements.length).toBeLessThanOrEqual(7)
})
