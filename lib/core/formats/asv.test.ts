import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { asv } from './asv'
import { tryJson } from './json'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')
const COLUMNS = [
  'result',
  'params',
  'version',
  'started_at',
  'duration',
  'stats_ci_99_a',
  'stats_ci_99_b',
  'stats_q_25',
  'stats_q_75',
  'stats_number',
  'stats_repeat',
  'samples',
  'profile',
]
const file = (results: object, over = {}) =>
  JSON.stringify({ version: 2, commit_hash: 'abc', result_columns: COLUMNS, results, ...over })
const measured = (results: object) => asv.parse(file(results)).measurements
const NONE = Array(5).fill(null)

test('a real file of version 1', () => {
  const { measurements, ...run } = asv.parse(sample('asv-v1.json'))
  expect(run).toEqual({
    commit: '05d283b9694ed6db6e3f2df3f21d832e78bded7f',
    commitAt: '2013-12-10T15:20:01.000Z',
    environment: {
      cpu: 'Intel(R) Core(TM) i5-2520M CPU @ 2.50GHz (4 cores)',
      os: 'Linux (Fedora 20)',
      runtime: 'Python 2.7',
    },
  })
  expect(measurements).toHaveLength(12)
  expect(measurements[0]).toEqual({
    metric: 'time_coordinates.time_latitude',
    unit: 's',
    value: 6.59472942352295e-5,
  })
  expect(measurements.find((m) => m.unit === 'B')).toEqual({
    metric: 'time_units.mem_unit',
    unit: 'B',
    value: 728,
  })
})

test('the description of the benchmarks is no result', () => {
  const text = sample('asv-benchmarks.json')
  expect(asv.detect(text, tryJson(text))).toBe(false)
})

describe('version 2', () => {
  test('pairs results with their parameters, the last varying fastest', () =>
    expect(
      measured({
        's.time_it': [
          [1, null, 'NaN', 4],
          [
            ["'a'", "'b'"],
            ['1', '2'],
          ],
          'v',
          1_700_000_000_000,
          3.5,
          [0.5, null, null, 3],
          [1.5, null, null, null],
        ],
      }),
    ).toEqual([
      { metric: "s.time_it('a', 1)", unit: 's', value: 1, low: 0.5, high: 1.5 },
      { metric: "s.time_it('a', 2)", unit: 's', error: 'failed' },
      { metric: "s.time_it('b', 1)", unit: 's', error: 'skipped' },
      { metric: "s.time_it('b', 2)", unit: 's', value: 4, low: 3 },
    ]))
  test('sends samples where the file keeps them, and says when it began', () => {
    const results = {
      'a.peakmem_x': [[5], [], 'v', 1_700_000_005_000],
      'a.Suite.time_x': [[2], [], 'v', 1_700_000_000_000, 1, ...NONE, null, [[1, 2, 3]]],
    }
    expect(asv.parse(file(results, { date: 1_600_000_000_000, python: '3.11' }))).toMatchObject({
      measurements: [
        { metric: 'a.peakmem_x', unit: 'B', value: 5 },
        { metric: 'a.Suite.time_x', unit: 's', samples: [1, 2, 3] },
      ],
      startedAt: '2023-11-14T22:13:20.000Z',
      commitAt: '2020-09-13T12:26:40.000Z',
      environment: { runtime: 'Python 3.11' },
    })
  })
  test('a benchmark that failed as a whole is named by each of its parameters', () =>
    expect(measured({ 'a.time_x': [null, [['1', '2']]], 'a.time_y': [null, []], 'a.time_z': null })).toEqual(
      ['a.time_x(1)', 'a.time_x(2)', 'a.time_y', 'a.time_z'].map((metric) => ({
        metric,
        unit: 's',
        error: 'failed',
      })),
    ))
})

test('parameters of version 1 with their statistics', () =>
  expect(
    measured({
      'a.track_x': { result: [1, 2], params: [['1', '2']], stats: [{ ci_99: [0, 3] }, null], samples: null },
    }),
  ).toEqual([
    { metric: 'a.track_x(1)', unit: 'unit', value: 1, low: 0, high: 3 },
    { metric: 'a.track_x(2)', unit: 'unit', value: 2 },
  ]))

test('bare NaN and Infinity, as Python writes them', () => {
  const text = file({ 'a.time_x': [['@'], []], 'a.time_y': [[2], [], 'v', 1, 1, ['#'], [3]] })
    .replace('"@"', 'NaN')
    .replace('"#"', '-Infinity')
  expect(asv.detect(text, tryJson(text))).toBe(true)
  expect(asv.parse(text).measurements).toEqual([
    { metric: 'a.time_x', unit: 's', error: 'skipped' },
    { metric: 'a.time_y', unit: 's', value: 2, high: 3 },
  ])
})

test.each([
  [file({}), 'the document', 'holds no benchmark'],
  [file({ 'a.time_x': [[1, 2], [['1']]] }), 'results.a.time_x', 'has 2 results for 1 parameters'],
  [
    file({ 'a.time_x': [null, Array(9).fill(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10'])] }),
    'results.a.time_x',
    'holds 1000000000 results; a run takes at most 5000',
  ],
  ['{"commit_hash": "a", "results": []}', 'results', 'must be an object'],
])('%.60s is refused', (text, place, message) =>
  expect(() => asv.parse(text)).toThrow(expect.objectContaining({ place, message })),
)
