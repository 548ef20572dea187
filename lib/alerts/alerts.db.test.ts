import { describe, expect, test } from 'vitest'
import { sql } from '../db/sql'
import { aMember, aProject, aToken, NOW } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import { setTarget } from '../metrics/set-target'
import type { TokenCtx } from '../projects/context'
import { HOUR, hoursBefore, sendHistory, sendRun, steady } from '../runs/testing/send-run'
import { listAlerts } from './queries'

testDatabase()

const aCtx = async () => (await aToken(await aProject())).ctx
const states = async (ctx: TokenCtx) => (await listAlerts(ctx)).map((a) => a.state)
/** One run `minutes` after the history of sendHistory. */
const then = (ctx: TokenCtx, minutes: number, value: number, more: object = {}) =>
  sendRun(ctx, {
    commit: `at ${minutes}`,
    startedAt: new Date(Date.parse(hoursBefore(0.5)) + minutes * 60_000).toISOString(),
    measurements: [{ metric: 'm', unit: 'ms', value, ...more }],
  })

test('a regression raises one alert, which stands until the level is back', async () => {
  const ctx = await aCtx()
  await sendHistory(ctx, 'm', steady(100))
  const { receipt } = await then(ctx, 1, 150)
  const [alert] = await listAlerts(ctx)
  expect(receipt.alerts).toEqual([
    {
      id: alert!.id,
      metric: 'm',
      state: 'suspected',
      effect: alert!.effect,
      url: expect.stringContaining(alert!.id),
    },
  ])
  expect(alert).toMatchObject({
    metric: 'm',
    state: 'suspected',
    runId: receipt.runId,
    commit: 'at 1',
    createdAt: NOW,
    resolvedAt: null,
    branch: 'main',
    environment: 'ci',
    simulated: false,
  })
  expect(alert!.effect).toBeCloseTo(0.5, 2)
  for (const minute of [2, 3]) expect((await then(ctx, minute, 150)).receipt.alerts).toEqual([])
  expect(await states(ctx)).toEqual(['suspected'])
  const later = { ...ctx, now: new Date(NOW.getTime() + HOUR) }
  await then(later, 4, 100)
  expect(await listAlerts(ctx)).toMatchObject([{ state: 'resolved', resolvedAt: later.now }])
})

test('a second regression on the new level is a second alert, and each ends with its own level', async () => {
  const ctx = await aCtx()
  await sendHistory(ctx, 'm', steady(100))
  for (const [i, value] of steady(200, 20).entries()) await then(ctx, i, value)
  expect(await states(ctx)).toEqual(['open'])
  await then({ ...ctx, now: new Date(NOW.getTime() + 1) }, 30, 400)
  expect(await states(ctx)).toEqual(['suspected', 'open'])
  await then(ctx, 31, 200)
  expect(await states(ctx)).toEqual(['resolved', 'open'])
  for (const i of [32, 33, 34]) await then(ctx, i, 100)
  expect(await states(ctx)).toEqual(['resolved', 'open'])
  for (const i of [35, 36, 37]) await then(ctx, i, 101)
  expect(await states(ctx)).toEqual(['resolved', 'resolved'])
})

test('once it is resolved, the next regression is a new alert', async () => {
  const ctx = await aCtx()
  await sendHistory(ctx, 'm', steady(100, 20))
  for (const [minute, value] of [
    [1, 150],
    [2, 100],
  ] as const)
    await then(ctx, minute, value)
  await sql`delete from measurements where project_id = ${ctx.project.id} and value = 150`
  await then({ ...ctx, now: new Date(NOW.getTime() + 1) }, 3, 150)
  expect(await states(ctx)).toEqual(['suspected', 'resolved'])
})

describe('a metric', () => {
  test('of states raises an alert and resolves it', async () => {
    const ctx = await aCtx()
    const at = (hour: number, state: string) =>
      sendRun(ctx, {
        commit: `at ${hour}`,
        startedAt: hoursBefore(hour),
        measurements: [{ metric: 's', state }],
      })
    for (const [i, state] of [
      'good',
      'good',
      'good',
      'good',
      'good',
      'good',
      'good',
      'good',
      'good',
    ].entries())
      await at(20 - i, state)
    expect((await at(9, 'bad')).receipt.alerts).toMatchObject([{ metric: 's' }])
    await at(8, 'bad')
    expect(await states(ctx)).toEqual(['open'])
    await at(7, 'good')
    expect(await states(ctx)).toEqual(['resolved'])
  })

  test('where more is better raises an alert when there is less', async () => {
    const ctx = await aCtx()
    await sendHistory(ctx, 'm', steady(100), { unit: 'ops/s' })
    expect((await then(ctx, 2, 60, { unit: 'ops/s' })).receipt.alerts).toHaveLength(1)
    await then(ctx, 3, 101, { unit: 'ops/s' })
    expect((await then(ctx, 4, 150, { unit: 'ops/s' })).receipt.alerts).toEqual([])
    expect(await states(ctx)).toEqual(['resolved'])
  })

  test('that was given another unit meanwhile resolves its alert all the same', async () => {
    const place = await aProject()
    const { ctx } = await aToken(place)
    const limits = { unit: 's', direction: 'lower', target: 1, acceptance: 2 } as const
    await sendHistory(ctx, 'm', steady(100))
    await then(ctx, 1, 150)
    await setTarget(await aMember(place, 'admin'), 'm', limits)
    await then(ctx, 2, 149)
    expect(await states(ctx)).toEqual(['suspected'])
    await then(ctx, 3, 100)
    expect(await states(ctx)).toEqual(['resolved'])
  })

  test('that was given another statistic is compared in that', async () => {
    const place = await aProject()
    const { ctx } = await aToken(place)
    const spread = (centre: number) => [centre - 50, centre, centre, centre, centre + 50 + Math.random()]
    const at = (hour: number, centre: number) =>
      sendRun(ctx, {
        commit: `at ${hour}`,
        startedAt: hoursBefore(hour),
        measurements: [{ metric: 'm', unit: 'ms', samples: spread(centre) }],
      })
    for (let hour = 20; hour > 10; hour--) await at(hour, 100 + (hour % 3))
    expect((await at(10, 200)).receipt.alerts).toHaveLength(1)
    const limits = { unit: 'ms', direction: 'lower', target: 1, acceptance: 2, statistic: 'min' } as const
    await setTarget(await aMember(place, 'admin'), 'm', limits)
    // Below the old p95 of 140, but far above the old minimum of 50.
    await at(9, 130)
    expect(await states(ctx)).toEqual(['suspected'])
    await at(8, 100)
    expect(await states(ctx)).toEqual(['resolved'])
  })
})

describe('a run that comes late', () => {
  test('and was worse raises nothing when the series is back already', async () => {
    const ctx = await aCtx()
    await sendHistory(ctx, 'm', steady(100))
    await then(ctx, 10, 100)
    const { receipt } = await then(ctx, 5, 150)
    expect(receipt.verdicts[0]!.change).toBe('regression')
    expect(receipt.alerts).toEqual([])
    expect(await states(ctx)).toEqual([])
  })

  test('and was good resolves nothing when the newest is still worse', async () => {
    const ctx = await aCtx()
    await sendHistory(ctx, 'm', steady(100))
    await then(ctx, 5, 150)
    await then(ctx, 10, 150)
    await then(ctx, 7, 100)
    await then(ctx, 1, 100)
    expect(await states(ctx)).toEqual(['suspected'])
  })
})

test('the same regression in ten runs at once is one alert', async () => {
  const ctx = await aCtx()
  await sendHistory(ctx, 'm', steady(100))
  const answers = await Promise.all(Array.from({ length: 10 }, (_, i) => then(ctx, i, 150)))
  expect(answers.filter((a) => a.receipt.verdicts[0]!.change === 'regression').length).toBeGreaterThan(1)
  expect(await states(ctx)).toHaveLength(1)
})

test('newest first, and by state', async () => {
  const ctx = await aCtx()
  for (const metric of ['a', 'b', 'c']) await sendHistory(ctx, metric, steady(100))
  for (const [i, metric] of ['b', 'a', 'c'].entries())
    await sendRun(
      { ...ctx, now: new Date(NOW.getTime() + i * 1_000) },
      { commit: metric, measurements: [{ metric, unit: 'ms', value: 150 }] },
    )
  await sendRun(ctx, {
    commit: 'back',
    startedAt: '2026-03-01T11:30:00Z',
    measurements: [{ metric: 'a', unit: 'ms', value: 100 }],
  })
  const metrics = async (filter = {}) => (await listAlerts(ctx, filter)).map((a) => a.metric)
  expect(await metrics()).toEqual(['c', 'a', 'b'])
  expect(await metrics({ state: 'suspected' })).toEqual(['c', 'b'])
  expect(await metrics({ state: 'resolved' })).toEqual(['a'])
  expect(await metrics({ state: 'dismissed' })).toEqual([])
})
