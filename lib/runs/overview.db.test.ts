import { expect, test } from 'vitest'
import { aMember, aProject, aToken } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import { watch } from '../db/testing/watch'
import { setTarget } from '../metrics/set-target'
import type { TokenCtx } from '../projects/context'
import { getOverviewMetrics } from './queries'
import { hoursBefore, sendHistory, sendRun } from './testing/send-run'

testDatabase()

const value = (v: number, metric = 'm') => [{ metric, unit: 'ms', value: v }]
const limits = { unit: 'ms', direction: 'lower', target: 200, acceptance: 300 } as const
const only = async (ctx: TokenCtx) => (await getOverviewMetrics(ctx))[0]!

test('the newest run of the default branch, on whichever machine, with the runs before it on that machine', async () => {
  const { ctx } = await aToken(await aProject())
  await sendHistory(ctx, 'm', [1, 2, 3])
  await sendRun(ctx, { measurements: value(50), environment: { name: 'laptop' }, startedAt: hoursBefore(5) })
  await sendRun(ctx, { measurements: value(60), branch: 'feature' })
  const { latest, spark } = await only(ctx)
  expect(latest).toMatchObject({ verdict: { value: 3 }, simulated: false, admissible: true })
  expect(latest!.startedAt).toEqual(new Date(hoursBefore(1)))
  expect(spark.map((p) => p.value)).toEqual([1, 2, 3])
})

test('a measured run stands before a simulated one that is newer; the spark says which is which', async () => {
  const { ctx } = await aToken(await aProject())
  const simulated = { ...ctx, simulated: true }
  const demo = { name: 'ci (simulated)', cpu: 'simulated' }
  await sendHistory(simulated, 'm', [1, 2], { environment: demo })
  expect((await only(ctx)).latest).toMatchObject({ simulated: true, verdict: { value: 2 } })
  await sendRun(ctx, { measurements: value(9), startedAt: hoursBefore(1.5) })
  const { latest, spark } = await only(ctx)
  expect(latest).toMatchObject({ simulated: false, verdict: { value: 9 } })
  expect(spark.map((p) => [p.value, p.simulated])).toEqual([
    [1, true],
    [9, false],
    [2, true],
  ])
})

test('a run that was refused as evidence is shown, and said to be', async () => {
  const { ctx } = await aToken(await aProject())
  await sendRun(ctx, { measurements: value(1), environment: { name: 'ci', noise: { stealPercent: 60 } } })
  expect((await only(ctx)).latest).toMatchObject({ admissible: false })
})

test('at most thirty points, without the failures, in the unit of now', async () => {
  const place = await aProject()
  const { ctx } = await aToken(place)
  await sendHistory(
    ctx,
    'm',
    Array.from({ length: 35 }, (_, i) => 1_000 + i),
  )
  await sendRun(ctx, { measurements: [{ metric: 'm', error: 'no' }] })
  await setTarget(await aMember(place, 'admin'), 'm', { ...limits, unit: 's' })
  const { latest, spark, definition } = await only(ctx)
  expect(definition.unit).toBe('s')
  expect(latest!.verdict).toMatchObject({ goal: 'error', unit: 's' })
  expect(spark).toHaveLength(30)
  expect([spark[0]!.value, spark[29]!.value]).toEqual([1.005, 1.034])
})

test('the verdict is against the target of now', async () => {
  const place = await aProject()
  const { ctx } = await aToken(place)
  const admin = await aMember(place, 'admin')
  await setTarget(admin, 'm', limits)
  await sendRun(ctx, { measurements: [{ metric: 'm', unit: 'ms', value: 250, low: 240, high: 260 }] })
  expect((await only(ctx)).latest!.verdict).toMatchObject({ goal: 'acceptable', target: 200 })
  await setTarget(admin, 'm', { ...limits, target: 100, acceptance: 150 })
  expect((await only(ctx)).latest!.verdict).toMatchObject({ goal: 'missed', target: 100, value: 250 })
})

test('one statement for any number of metrics, those without a run among them', async () => {
  const place = await aProject()
  const { ctx } = await aToken(place)
  const measurements = Array.from({ length: 20 }, (_, i) => value(i, `m ${i}`)[0]!)
  await sendRun(ctx, { measurements })
  await setTarget(await aMember(place, 'admin'), 'waiting', limits)
  const { answer, statements } = await watch(() => getOverviewMetrics(ctx))
  expect(statements).toHaveLength(1)
  expect(answer).toHaveLength(21)
  expect(answer.find((m) => m.definition.metric === 'waiting')).toMatchObject({ latest: null, spark: [] })
})
