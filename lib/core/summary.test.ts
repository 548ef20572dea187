import { expect, test } from 'vitest'
import { summarise } from './summary'
import { cleanUp, latency } from './testing/definitions'
import type { Statistic } from './wire'

test.each([
  ['p95', 9.55],
  ['p50', 5.5],
  ['mean', 5.5],
  ['min', 1],
  ['max', 10],
] as [Statistic, number][])('samples become their %s', (statistic, value) => {
  const samples = [10, 1, 9, 2, 8, 3, 7, 4, 6, 5]
  const summary = summarise({ metric: 'm', unit: 'ms', samples }, latency({ statistic }))
  expect(summary).toMatchObject({ kind: 'number', n: 10, given: null })
  expect(summary.kind === 'number' && summary.value).toBeCloseTo(value, 12)
  expect(samples[0]).toBe(10)
})

test('all its numbers are in the metric’s unit', () => {
  const given = summarise({ metric: 'm', unit: 's', value: 0.19, low: 0.18, high: 0.2 }, latency())
  expect(given).toMatchObject({ value: 190, given: { low: 180, high: 200 } })
  const samples = summarise({ metric: 'm', unit: 's', samples: [0.1, 0.3] }, latency({ statistic: 'max' }))
  expect(samples).toMatchObject({ value: 300, quantiles: [100, 110, 150, 200, 250, 280, 290, 298, 300, 200] })
})

test('one end of a stated interval may be missing, and is not made up', () => {
  expect(summarise({ metric: 'm', value: 5, high: 6 }, latency())).toMatchObject({
    given: { low: null, high: 6 },
  })
  expect(summarise({ metric: 'm', value: 5 }, latency())).toMatchObject({ given: null, n: 0, quantiles: [] })
})

test('a state has its rank, a failure its words', () => {
  expect(summarise({ metric: 'm', state: 'not_pruned' }, cleanUp())).toEqual({
    kind: 'state',
    state: 'not_pruned',
    rank: 2,
  })
  expect(summarise({ metric: 'm', error: 'no model' }, cleanUp())).toEqual({
    kind: 'error',
    error: 'no model',
  })
})
