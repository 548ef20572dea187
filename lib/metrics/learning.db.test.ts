import { expect, test } from 'vitest'
import { aMember, aProject, aToken } from '../db/testing/fixtures'
import { refusal } from '../db/testing/observe'
import { testDatabase } from '../db/testing/test-database'
import { watch } from '../db/testing/watch'
import { hoursBefore, sendRun } from '../runs/testing/send-run'
import { getTargetHistory, listMetrics } from './queries'
import { setTarget } from './set-target'

testDatabase()

test.each([
  ['target', { target: 'good', acceptance: null }],
  ['acceptance limit', { target: null, acceptance: 'good' }],
])('a state that nobody named is refused once there is a %s', async (_, limits) => {
  const place = await aProject()
  const { ctx } = await aToken(place)
  await setTarget(await aMember(place, 'admin'), 's', { states: ['good', 'bad'], ...limits })
  expect(await refusal(sendRun(ctx, { measurements: [{ metric: 's', state: 'worse' }] }))).toEqual({
    code: 'bad_request',
    paths: ['measurements[0].state'],
  })
  expect(await listMetrics(ctx)).toMatchObject([{ states: ['good', 'bad'], targetVersion: 1, ...limits }])
})

test('without limits a new state is learnt as the worst', async () => {
  const { ctx } = await aToken(await aProject())
  for (const state of ['good', 'bad', 'good', 'worse'])
    await sendRun(ctx, { measurements: [{ metric: 's', state }] })
  expect(await listMetrics(ctx)).toMatchObject([{ states: ['good', 'bad', 'worse'], targetVersion: 3 }])
})

test('a hundred metrics that only failed so far learn their units in as many statements as one', async () => {
  const { ctx } = await aToken(await aProject())
  const names = Array.from({ length: 100 }, (_, i) => `metric ${i}`)
  const learn = async (metrics: string[], hour: number) => {
    const failed = metrics.map((metric) => ({ metric, error: 'no' }))
    await sendRun(ctx, { measurements: failed, startedAt: hoursBefore(hour) })
    const measured = metrics.map((metric) => ({ metric, unit: 's', value: 1 }))
    const { answer, statements } = await watch(() =>
      sendRun(ctx, { measurements: measured, startedAt: hoursBefore(hour - 1) }),
    )
    expect(answer.receipt.verdicts.every((v) => v.unit === 's')).toBe(true)
    return statements.length
  }
  const one = await learn(['alone'], 9)
  expect(await learn(names, 7)).toBe(one)
  expect((await getTargetHistory(ctx, 'metric 99')).map((t) => t.unit)).toEqual(['s', null])
})

test('more of a throughput is better, and less of all else', async () => {
  const { ctx } = await aToken(await aProject())
  const units = ['ops/s', 'B/s', 'MiB/s', 'Mbit/s', 'MB/sec', 'errors/s', 'ms', 'B']
  await sendRun(ctx, { measurements: units.map((unit) => ({ metric: unit, unit, value: 1 })) })
  const learnt = Object.fromEntries((await listMetrics(ctx)).map((m) => [m.metric, m.direction]))
  expect(units.filter((unit) => learnt[unit] === 'higher')).toEqual([
    'ops/s',
    'B/s',
    'MiB/s',
    'Mbit/s',
    'MB/sec',
  ])
})

test('a failure that names its unit teaches it', async () => {
  const { ctx } = await aToken(await aProject())
  await sendRun(ctx, { measurements: [{ metric: 'm', unit: 'MB', error: 'no' }] })
  expect(await listMetrics(ctx)).toMatchObject([{ unit: 'MB' }])
  expect(await refusal(sendRun(ctx, { measurements: [{ metric: 'm', unit: 's', value: 1 }] }))).toEqual({
    code: 'bad_request',
    paths: ['measurements[0].unit'],
  })
})
