import { beforeAll, describe, expect, test } from 'vitest'
import { aMember, aProject, aToken, NOW } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import type { TokenCtx } from '../projects/context'
import { HOUR, hoursBefore, LAST, sendHistory, sendRun } from '../runs/testing/send-run'
import { getSeries } from './queries'
import { setTarget } from './set-target'

testDatabase()

const value = (metric: string, v: number) => [{ metric, unit: 'ms', value: v }]
const quiet = { name: 'ci', cpu: 'Test CPU' }
const noisy = { ...quiet, noise: { stealPercent: 50 } }

describe('one metric on two branches and two machines', () => {
  let ctx: TokenCtx
  beforeAll(async () => {
    const place = await aProject()
    ctx = (await aToken(place)).ctx
    await sendHistory(ctx, 'm', [10, 12, 11], { environment: quiet })
    await sendRun(ctx, { measurements: value('m', 99), environment: noisy })
    await sendRun(ctx, {
      measurements: value('m', 20),
      environment: { name: 'laptop' },
      startedAt: hoursBefore(0.5),
    })
    await sendRun(ctx, {
      measurements: value('m', 30),
      environment: { name: 'ci', cpu: 'Another' },
      startedAt: hoursBefore(0.2),
    })
    await sendRun(ctx, { measurements: value('m', 40), branch: 'feature' })
    await sendRun(ctx, { measurements: value('other', 50) })
    await sendRun(ctx, { measurements: [{ metric: 'm', error: 'no server' }], environment: quiet })
    const old = { measurements: value('m', 5), startedAt: hoursBefore(9), commit: 'old', environment: quiet }
    await sendRun({ ...ctx, simulated: true }, old)
  })
  const lines = async (more = {}) => {
    const { lines, total } = await getSeries(ctx, { metric: 'm', ...more })
    return { total, lines: lines.map((l) => [l.environment.name, ...l.points.map((p) => p.value)]) }
  }

  test('is a line for each machine of the default branch, the newest first, failures left out', async () => {
    const found = await lines()
    expect(found.total).toBe(7)
    expect(found.lines).toEqual([
      ['ci', 5, 10, 12, 11, 99],
      ['ci', 30],
      ['laptop', 20],
    ])
  })

  test('marks where an environment became another machine', async () => {
    const { machines } = await getSeries(ctx, { metric: 'm' })
    expect(machines).toMatchObject([{ name: 'ci', branch: 'main', t: Date.parse(hoursBefore(0.2)) }])
  })

  test.each([
    ['a branch', { branch: 'feature' }, [['ci', 40]]],
    ['a machine', { environment: 'laptop' }, [['laptop', 20]]],
    ['no such branch', { branch: 'none' }, []],
    [
      'from',
      { from: new Date(LAST - 2 * HOUR), environment: 'ci' },
      [
        ['ci', 12, 11, 99],
        ['ci', 30],
      ],
    ],
    ['from and to', { from: new Date(LAST - 3 * HOUR), to: new Date(LAST - HOUR) }, [['ci', 10, 12, 11]]],
    ['to', { to: new Date(LAST - 8 * HOUR) }, [['ci', 5]]],
  ])('filtered by %s', async (_, filter, expected) => {
    expect((await lines(filter)).lines).toEqual(expected)
  })

  test('marks what was simulated and what was refused as evidence, and knows every commit', async () => {
    const series = await getSeries(ctx, { metric: 'm', environment: 'ci' })
    const line = series.lines.find((l) => l.points.length > 1)!
    expect(line.simulated).toBe(false)
    expect(line.points.map((p) => [p.value, p.simulated, p.admissible, p.commit])).toEqual([
      [5, true, true, 'old'],
      [10, false, true, 'commit 0'],
      [12, false, true, 'commit 1'],
      [11, false, true, 'commit 2'],
      [99, false, false, 'c0ffee'],
    ])
  })

  test('is thinned per line, with its ends and extremes', async () => {
    const { lines, total } = await getSeries(ctx, { metric: 'm', points: 4 })
    expect(total).toBe(7)
    expect(lines.map((l) => l.points.length).toSorted()).toEqual([1, 1, 4])
    expect(lines.find((l) => l.points.length === 4)!.points.map((p) => p.value)).toEqual([5, 10, 12, 99])
  })
})

test('a line of simulated runs alone says so', async () => {
  const { ctx } = await aToken(await aProject())
  await sendHistory({ ...ctx, simulated: true }, 'm', [1, 2])
  expect((await getSeries(ctx, { metric: 'm' })).lines).toMatchObject([
    { simulated: true, points: [{ simulated: true }, { simulated: true }] },
  ])
})

test('values and every earlier target are said in the unit of now', async () => {
  const place = await aProject()
  const { ctx } = await aToken(place)
  const admin = await aMember(place, 'admin')
  const at = (ms: number) => ({ ...admin, now: new Date(NOW.getTime() + ms) })
  await sendRun(ctx, { measurements: [{ metric: 'm', unit: 'ms', value: 250, low: 240, high: 260 }] })
  await setTarget(at(1), 'm', { unit: 'ms', direction: 'lower', target: 200, acceptance: 300 })
  await setTarget(at(2), 'm', { unit: 's', direction: 'lower', target: 0.1, acceptance: null })
  const { lines, targets, metric } = await getSeries(ctx, { metric: 'm' })
  expect(metric.unit).toBe('s')
  expect(lines[0]!.points[0]).toMatchObject({ value: 0.25, low: 0.24, high: 0.26 })
  expect(targets).toEqual([
    { version: 1, from: NOW.getTime(), target: null, acceptance: null },
    { version: 2, from: NOW.getTime() + 1, target: 0.2, acceptance: 0.3 },
    { version: 3, from: NOW.getTime() + 2, target: 0.1, acceptance: null },
  ])
})

test('states are drawn by their rank', async () => {
  const place = await aProject()
  const { ctx } = await aToken(place)
  const states = ['good', 'fair', 'bad']
  await setTarget(await aMember(place, 'admin'), 's', { states, target: 'good', acceptance: 'fair' })
  for (const [i, state] of ['bad', 'good', 'fair'].entries())
    await sendRun(ctx, { measurements: [{ metric: 's', state }], startedAt: hoursBefore(3 - i) })
  const { lines } = await getSeries(ctx, { metric: 's' })
  expect(lines[0]!.points.map((p) => p.value)).toEqual([2, 0, 1])
})
