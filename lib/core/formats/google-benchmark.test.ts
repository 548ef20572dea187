import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { googleBenchmark } from './google-benchmark'
import { mistake, read } from './testing/read'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')

const row = {
  name: 'BM_a',
  run_name: 'BM_a',
  run_type: 'iteration',
  iterations: 9,
  real_time: 10,
  cpu_time: 8,
  time_unit: 'ns',
}
const mean = {
  ...row,
  name: 'BM_a_mean',
  run_type: 'aggregate',
  aggregate_name: 'mean',
  repetitions: 4,
  real_time: 11,
}
const stddev = { ...mean, name: 'BM_a_stddev', aggregate_name: 'stddev', real_time: 2, cpu_time: 1 }
const median = { ...mean, name: 'BM_a_median', aggregate_name: 'median', real_time: 12 }
const cv = { ...mean, name: 'BM_a_cv', aggregate_name: 'cv', aggregate_unit: 'percentage', real_time: 0.2 }
const file = (...benchmarks: object[]) => ({ context: { num_cpus: 4 }, benchmarks })
const times = (...rows: object[]) =>
  read(googleBenchmark, file(...rows)).filter((m) => !m.metric.endsWith('/cpu_time'))

describe('files of the tool', () => {
  test('of version 1.5', () => {
    const { measurements, ...rest } = googleBenchmark.parse(sample('google-benchmark-1.5.json'))
    expect(measurements).toEqual([
      { metric: 'fib_10', unit: 'ns', value: 214.98980114547953 },
      { metric: 'fib_10/cpu_time', unit: 'ns', value: 213.65507206163295 },
      { metric: 'fib_20', unit: 'ns', value: 27455.600415007055 },
      { metric: 'fib_20/cpu_time', unit: 'ns', value: 27364.903204272359 },
    ])
    expect(rest).toEqual({ startedAt: '2019-11-29T21:26:59.000Z', environment: { cores: 4 } })
  })
  test('of an old version, in several units', () =>
    expect(read(googleBenchmark, sample('google-benchmark-old.json'))).toEqual(
      expect.arrayContaining([
        { metric: 'BM_100xFaster', unit: 'ns', value: 10_000 },
        { metric: 'BM_NotBadTimeUnit', unit: 's', value: 0.4 },
        { metric: 'BM_NotBadTimeUnit/cpu_time', unit: 's', value: 0.5 },
      ]),
    ))
})

describe('repetitions', () => {
  test('are samples, and their aggregates are no metrics', () =>
    expect(times(row, { ...row, real_time: 12 }, mean, median, stddev, cv)).toEqual([
      { metric: 'BM_a', unit: 'ns', samples: [10, 12] },
    ]))
  test('before 1.5 did not say which rows are aggregates', () => {
    const old = ({ run_name: _, run_type: __, aggregate_name: ___, ...rest }: Record<string, unknown>) => rest
    expect(times(old(row), old({ ...row, real_time: 12 }), old(mean), old(stddev))).toEqual([
      { metric: 'BM_a', unit: 'ns', samples: [10, 12] },
    ])
    expect(times(old(mean), old(median), old(stddev))).toMatchObject([{ metric: 'BM_a', value: 11 }])
    // a benchmark may be called so
    expect(times(old({ ...row, name: 'BM_mean' }))).toMatchObject([{ metric: 'BM_mean', value: 10 }])
  })
  test('of which only aggregates are told: the mean, with the interval that the deviation gives', () => {
    const [m] = times(mean, median, stddev, cv)
    // 3.1824 is t for three degrees of freedom.
    expect(m).toMatchObject({ metric: 'BM_a', unit: 'ns', value: 11 })
    expect(m!.high! - 11).toBeCloseTo((3.1824 * 2) / 2, 3)
    expect(11 - m!.low!).toBeCloseTo((3.1824 * 2) / 2, 3)
    expect(times(median, cv)).toEqual([{ metric: 'BM_a', unit: 'ns', value: 12 }])
    expect(times(mean)).toEqual([{ metric: 'BM_a', unit: 'ns', value: 11 }])
  })
  test('in different units are told in one', () =>
    expect(times(row, { ...row, real_time: 1.5, time_unit: 'us' })).toEqual([
      { metric: 'BM_a', unit: 'ns', samples: [10, 1500] },
    ]))
})

test('a fit of complexity is no benchmark', () => {
  const fit = {
    name: 'BM_a_BigO',
    run_name: 'BM_a',
    run_type: 'aggregate',
    aggregate_name: 'BigO',
    cpu_coefficient: 1,
    big_o: 'N',
  }
  expect(
    times({ ...row, name: 'BM_a/8', run_name: 'BM_a/8' }, fit, { ...fit, aggregate_name: 'RMS', rms: 0.1 }),
  ).toEqual([{ metric: 'BM_a/8', unit: 'ns', value: 10 }])
})

test('two benchmarks of one name are two metrics', () =>
  expect(times({ ...row, family_index: 0 }, { ...row, family_index: 1 }).map((m) => m.metric)).toEqual([
    'BM_a',
    'BM_a #2',
  ]))

test('counters are measures of their own', () => {
  const counted = {
    ...row,
    items_per_second: 5e6,
    bytes_per_second: 1e3,
    allocs_per_iter: 2,
    max_bytes_used: 64,
    label: 'x',
    rank: 7,
  }
  expect(times(counted, { ...counted, items_per_second: 6e6 }).slice(1)).toEqual([
    { metric: 'BM_a/items_per_second', unit: 'ops/s', samples: [5e6, 6e6] },
    { metric: 'BM_a/bytes_per_second', unit: 'B/s', samples: [1e3, 1e3] },
    { metric: 'BM_a/allocs_per_iter', samples: [2, 2] },
    { metric: 'BM_a/max_bytes_used', unit: 'B', samples: [64, 64] },
    { metric: 'BM_a/rank', samples: [7, 7] },
  ])
})

test('what failed or was skipped is named', () =>
  expect(
    read(
      googleBenchmark,
      file(
        { ...row, error_occurred: true, error_message: 'no\u0007 device\n' },
        { ...row, name: 'b', run_name: 'b', skipped: true, skip_message: 'not here' },
        { name: 'c', run_name: 'c', run_type: 'iteration', error_occurred: true, error_message: '' },
        row,
      ),
    ),
  ).toEqual([
    { metric: 'BM_a', error: 'no  device' },
    { metric: 'b', error: 'skipped: not here' },
    { metric: 'c', error: 'failed without a message' },
  ]))

test('NaN, which it writes bare, is no number and no end of the file', () => {
  const text = JSON.stringify(
    file(row, { ...row, name: 'b', run_name: 'b', real_time: -1, label: 'NaN' }, cv),
  )
  const broken = text.replace('-1', 'NaN').replace('0.2', '-NaN')
  expect(googleBenchmark.detect(broken, undefined)).toBe(true)
  expect(read(googleBenchmark, broken).filter((m) => !m.metric.endsWith('/cpu_time'))).toEqual([
    { metric: 'BM_a', unit: 'ns', value: 10 },
    { metric: 'b', unit: 'ns', error: 'the file gives NaN where a number belongs' },
  ])
  expect(mistake(googleBenchmark, `${broken}}`)).toMatch(/is not JSON here$/)
})

test.each([
  ['no benchmarks', { context: {} }, /^benchmarks: /],
  ['none', file(), /^benchmarks: holds no benchmark$/],
  ['no name', file(row, { real_time: 1 }), /^benchmarks\[1\]\.name: /],
  ['a time in words', file({ ...row, real_time: '10' }), /^benchmarks\[0\]\.real_time: .*number/],
  [
    'a time below zero',
    file({ ...row, real_time: -1 }),
    /^benchmarks\[0\]\.real_time: must not be below zero$/,
  ],
  [
    'a strange unit',
    file({ ...row, time_unit: 'apples' }),
    /^benchmarks, BM_a: apples is not a unit of time$/,
  ],
  [
    'a date that is none',
    { context: { date: 'today' }, benchmarks: [row] },
    /^context\.date: is not a time$/,
  ],
])('a file with %s is refused, with the place', (_, text, said) =>
  expect(mistake(googleBenchmark, text)).toMatch(said),
)
