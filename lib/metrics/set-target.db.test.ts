import { describe, expect, test } from 'vitest'
import { verifyAudit } from '../audit'
import { aMeasurement, aMember, aProject, aToken, NOW } from '../db/testing/fixtures'
import { refusal } from '../db/testing/observe'
import { testDatabase } from '../db/testing/test-database'
import type { Ctx, TokenCtx } from '../projects/context'
import { hoursBefore, sendRun } from '../runs/testing/send-run'
import { getSeries, getTargetHistory, listMetrics } from './queries'
import { setTarget } from './set-target'

testDatabase()

const limits = { unit: 'ms', direction: 'lower', target: 200, acceptance: 300 } as const

async function aScene(): Promise<{ ctx: TokenCtx; admin: Ctx; later: (ms: number) => Ctx }> {
  const place = await aProject()
  const admin = await aMember(place, 'admin')
  return {
    ctx: (await aToken(place)).ctx,
    admin,
    later: (ms) => ({ ...admin, now: new Date(NOW.getTime() + ms) }),
  }
}

test('each target is a new version, the old ones are kept with who set them and when', async () => {
  const { ctx, admin, later } = await aScene()
  expect((await setTarget(ctx, 'm', limits)).status).toBe(201)
  const second = await setTarget(later(1_000), 'm', { ...limits, target: 150 })
  expect(second).toMatchObject({ status: 200, definition: { target: 150, targetVersion: 2 } })
  await setTarget(later(2_000), 'm', { ...limits, target: null, acceptance: null })
  const history = await getTargetHistory(ctx, 'm')
  expect(history.map((t) => [t.version, t.target, t.acceptance, t.createdBy])).toEqual([
    [3, null, null, admin.principal.name],
    [2, 150, 300, admin.principal.name],
    [1, 200, 300, 'Test token'],
  ])
  expect(history[0]!.createdAt).toEqual(new Date(NOW.getTime() + 2_000))
})

test('the same target again changes nothing', async () => {
  const { ctx, later } = await aScene()
  const full = { ...limits, minEffect: 0.05, statistic: 'p50' as const }
  await setTarget(ctx, 'm', full)
  const before = await verifyAudit(ctx.project.id)
  expect(await setTarget(later(1_000), 'm', full)).toMatchObject({
    status: 200,
    definition: { targetVersion: 1 },
  })
  expect(await getTargetHistory(ctx, 'm')).toHaveLength(1)
  expect(await verifyAudit(ctx.project.id)).toEqual(before)
})

test.each(['viewer', 'member', 'lead'] as const)('a %s may not', async (role) => {
  const place = await aProject()
  expect(await refusal(setTarget(await aMember(place, role), 'm', limits))).toMatchObject({
    code: 'forbidden',
  })
})

test('a token without metrics:write may not', async () => {
  const { ctx } = await aToken(await aProject(), ['read', 'runs:write'])
  expect(await refusal(setTarget(ctx, 'm', limits))).toMatchObject({ code: 'forbidden' })
  expect(await listMetrics(ctx)).toEqual([])
})

describe('what was measured stays comparable', () => {
  const refused = (ctx: Ctx, metric: string, given: unknown) => refusal(setTarget(ctx, metric, given))

  test('another dimension is refused, with the field', async () => {
    const { ctx, admin } = await aScene()
    await sendRun(ctx, { measurements: [aMeasurement('m'), { metric: 's', state: 'good' }] })
    const states = { states: ['good', 'bad'], target: null, acceptance: null }
    expect(await refused(admin, 'm', { ...limits, unit: 'MB' })).toEqual({
      code: 'bad_request',
      paths: ['unit'],
    })
    expect(await refused(admin, 'm', states)).toEqual({ code: 'bad_request', paths: ['states'] })
    expect(await refused(admin, 's', limits)).toEqual({ code: 'bad_request', paths: ['unit'] })
    expect(await getTargetHistory(ctx, 'm')).toHaveLength(1)
  })

  test('another unit of the dimension is taken, and later uploads are judged in it', async () => {
    const { ctx, admin } = await aScene()
    await sendRun(ctx, { measurements: [{ metric: 'm', unit: 'ms', value: 250 }] })
    await setTarget(admin, 'm', { ...limits, unit: 's', target: 0.2, acceptance: 0.3 })
    const { receipt } = await sendRun(ctx, { measurements: [{ metric: 'm', unit: 'µs', value: 250_000 }] })
    expect(receipt.verdicts[0]).toMatchObject({ unit: 's', value: 0.25, goal: 'acceptable' })
    const { lines } = await getSeries(ctx, { metric: 'm' })
    expect(lines[0]!.points.map((p) => p.value)).toEqual([0.25, 0.25])
  })

  test('a metric that only failed so far takes any unit', async () => {
    const { ctx, admin } = await aScene()
    await sendRun(ctx, { measurements: [{ metric: 'm', error: 'no' }] })
    expect((await setTarget(admin, 'm', { ...limits, unit: 'MB' })).definition.unit).toBe('MB')
    expect(await refusal(sendRun(ctx, { measurements: [aMeasurement('m')] }))).toMatchObject({
      code: 'bad_request',
    })
  })
})

test('another statistic restates what was measured with samples, and drops the intervals of the old one', async () => {
  const { ctx, admin } = await aScene()
  const given = { metric: 'm', unit: 'ms', value: 7, low: 6, high: 8 }
  await sendRun(ctx, { measurements: [aMeasurement('m', 100)], startedAt: hoursBefore(2) })
  await sendRun(ctx, { measurements: [given], startedAt: hoursBefore(1), commit: 'later' })
  await sendRun(ctx, { measurements: [aMeasurement('other', 100)], startedAt: hoursBefore(2) })
  await setTarget(admin, 'm', { ...limits, statistic: 'p50' })
  const points = async (metric: string) => (await getSeries(ctx, { metric })).lines[0]!.points
  expect(await points('m')).toMatchObject([
    { value: 104.5, low: null, high: null },
    { value: 7, low: 6, high: 8 },
  ])
  expect((await points('other'))[0]!.value).toBeCloseTo(108.55)
  await setTarget(admin, 'm', { ...limits, statistic: 'max' })
  expect((await points('m'))[0]).toMatchObject({ value: 109 })
})

test('states in another order are ranked anew; one that was measured cannot go', async () => {
  const { ctx, admin } = await aScene()
  for (const [i, state] of ['a', 'b', 'c'].entries())
    await sendRun(ctx, { measurements: [{ metric: 's', state }], startedAt: hoursBefore(3 - i) })
  await sendRun(ctx, { measurements: [{ metric: 't', state: 'c' }] })
  const set = (states: string[]) => setTarget(admin, 's', { states, target: states[0], acceptance: null })
  await set(['c', 'x', 'b', 'a'])
  const ranks = async (metric: string) =>
    (await getSeries(ctx, { metric })).lines[0]!.points.map((p) => p.value)
  expect(await ranks('s')).toEqual([3, 2, 0])
  expect(await ranks('t')).toEqual([0])
  expect(await refusal(set(['c', 'a']))).toEqual({ code: 'bad_request', paths: ['states'] })
  expect(await ranks('s')).toEqual([3, 2, 0])
  const { receipt } = await sendRun(ctx, { measurements: [{ metric: 's', state: 'b' }] })
  expect(receipt.verdicts[0]).toMatchObject({ state: 'b', goal: 'missed' })
})
