import { expect, test } from 'vitest'
import { MAX_SAMPLES } from '@/lib/core/wire'
import { join } from './join'
import { nameMetrics } from './measures'

test('samples are kept in order of launches, with how many each gave', () => {
  const { measurements, sizes, faults } = join([
    [{ metric: 'a', unit: 'ms', samples: [1, 2] }],
    [{ metric: 'a', unit: 'ms', samples: [3] }],
  ])
  expect(measurements).toEqual([{ metric: 'a', unit: 'ms', samples: [1, 2, 3] }])
  expect([...sizes]).toEqual([['a', [2, 1]]])
  expect(faults).toEqual([])
})

test('one launch is left as it came, interval and all; of several, each value is a sample', () => {
  const one = { metric: 'leak', unit: 'MB', value: 0.4, low: 0.3, high: 0.5 }
  expect(join([[one]])).toMatchObject({ measurements: [one], sizes: new Map() })
  expect(join([[one], [{ ...one, value: 0.6, high: 0.7 }]]).measurements).toEqual([
    { metric: 'leak', unit: 'MB', samples: [0.4, 0.6] },
  ])
})

test('the worst state counts, and without an order launches that disagree have none', () => {
  const launches = ['good', 'bad', 'good'].map((state) => [{ metric: 's', state }])
  expect(join(launches, () => ['good', 'bad']).measurements).toEqual([{ metric: 's', state: 'bad' }])
  expect(join(launches).measurements).toEqual([{ metric: 's', error: 'launches disagree: good, bad' }])
})

test('an error of one launch is told beside the numbers of the others', () => {
  const { measurements, faults } = join([
    [{ metric: 'a', samples: [1] }],
    [{ metric: 'a', error: 'no engine' }],
    [{ metric: 'a', samples: [2] }],
  ])
  expect(measurements).toEqual([{ metric: 'a', samples: [1, 2] }])
  expect(faults).toEqual([{ metric: 'a', text: 'a: no engine' }])
})

test('what cannot be one number is an error that says why', () => {
  const both = (one: object, other: object) =>
    join([[{ metric: 'a', ...one }], [{ metric: 'a', ...other }]]).measurements[0]?.error
  expect(both({ unit: 'ms', value: 1 }, { unit: 's', value: 1 })).toBe('measured in ms and in s')
  expect(both({ state: 'x' }, { value: 1 })).toBe('measured as a state and as a number')
})

test('a launch that no longer fits into a run is left out whole, and named', () => {
  const half = Array.from({ length: MAX_SAMPLES / 2 + 1 }, () => 1)
  const { measurements, sizes, faults } = join([
    [{ metric: 'a', samples: half }],
    [{ metric: 'a', samples: half }],
    [{ metric: 'a', samples: [2] }],
  ])
  expect(measurements[0]?.samples).toHaveLength(half.length + 1)
  expect(sizes.get('a')).toEqual([half.length, 1])
  expect(faults[0]?.text).toContain('1 launches left out')
})

const measures = {
  wall: { unit: 'ms' },
  cpu: { unit: 'ms' },
  failure_rate: { unit: '%', beside: true },
} as const
const named = (metrics: Record<string, object>, names: string[]) =>
  nameMetrics(
    { name: 'b', metrics: metrics as never },
    measures,
    join([names.map((metric) => ({ metric, samples: [1] }))]),
  )

test('a metric is the measure it claims, by its own name or by another', () => {
  const result = named({ wall: {}, slow: { measure: 'wall' }, stt: { measure: 'cpu' } }, ['wall', 'cpu'])
  expect(result.measurements).toEqual([
    { metric: 'wall', unit: 'ms', samples: [1] },
    { metric: 'slow', unit: 'ms', samples: [1] },
    { metric: 'stt', unit: 'ms', samples: [1] },
  ])
  expect(result.sizes.get('slow')).toEqual([1])
})

test('unclaimed measures are kept when nothing else was asked for; correctness always', () => {
  const names = (metrics: Record<string, object>, reported: string[]) =>
    named(metrics, reported).measurements.map((m) => m.metric)
  expect(names({}, ['wall', 'failure_rate'])).toEqual(['b/wall', 'b/failure_rate'])
  expect(names({ stt: { measure: 'wall' } }, ['wall', 'cpu', 'failure_rate'])).toEqual([
    'stt',
    'b/failure_rate',
  ])
  expect(names({}, ['wall', 'own'])).toEqual(['own'])
  expect(names({ own: {} }, ['wall', 'own', 'other'])).toEqual(['own', 'other'])
})

test('a measure that could not be had is a failure only for who asked for it', () => {
  const launches = [[{ metric: 'cpu', samples: [1] }], [{ metric: 'cpu', error: 'not told here' }]]
  const of = (metrics: object, given: (typeof launches)[number][]) =>
    nameMetrics({ name: 'b', metrics: metrics as never }, measures, join(given as never))
  expect(of({ wall: {} }, launches)).toMatchObject({ measurements: [], faults: [] })
  expect(of({ cpu: {} }, launches).faults).toHaveLength(1)
  expect(of({}, [launches[1]!])).toMatchObject({ measurements: [] })
  expect(of({ cpu: {} }, [launches[1]!]).measurements).toEqual([{ metric: 'cpu', error: 'not told here' }])
})
