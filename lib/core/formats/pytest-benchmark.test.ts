import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { measurement } from '../wire'
import { FormatError } from './format-error'
import { pytestBenchmark } from './pytest-benchmark'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')
const stats = { min: 1, max: 3, mean: 2, stddev: 0.5, rounds: 4, median: 2, data: [1, 2, 3, 2] }
const one = { name: 'test_a', fullname: 'bench.py::test_a', stats }
const file = (over: object = {}, benchmark: object = {}) =>
  JSON.stringify({ benchmarks: [{ ...one, ...benchmark }], machine_info: {}, commit_info: {}, ...over })

describe('files of the tool', () => {
  test('with rounds that were cut out: the mean, and the interval that their deviation gives', () => {
    const { measurements, ...rest } = pytestBenchmark.parse(sample('pytest-benchmark-with-data.json'))
    expect(measurements.map((m) => [m.metric, m.unit, m.value, m.samples])).toEqual([
      ['bench.py::test_fib_10', 's', 2.408868133322941e-5, undefined],
      ['bench.py::test_fib_20', 's', 0.002985030672661863, undefined],
    ])
    // 1.9686 is t for 277 degrees of freedom.
    const half = (1.9686 * 0.0001745301654140968) / Math.sqrt(278)
    expect(measurements[1]!.high! - measurements[1]!.value!).toBeCloseTo(half, 8)
    expect(measurements[1]!.value! - measurements[1]!.low!).toBeCloseTo(half, 8)
    expect(rest).toEqual({
      startedAt: '2019-11-17T02:22:16.817Z',
      commit: '9d55ab0434c9088746ae2d134702d782bf088644',
      commitAt: '2019-11-16T03:10:30.000Z',
      branch: 'pytest',
      environment: {
        cpu: 'Intel(R) Core(TM) i7-4771 CPU @ 3.50GHz',
        os: 'Darwin 18.7.0',
        runtime: 'CPython 3.7.5',
      },
    })
  })
  test('of an old version, stored without rounds', () => {
    const { measurements, ...rest } = pytestBenchmark.parse(sample('pytest-benchmark-storage.json'))
    expect(measurements).toMatchObject([
      { metric: 'tests/test_normal.py::test_xfast_parametrized[0]', unit: 's', value: 2.622408132654948e-7 },
    ])
    expect(rest).toEqual({
      startedAt: '2015-08-15T00:01:46.250Z',
      commit: '5b78858eb718649a31fb93d8dc96ca2cee41a4cd',
      environment: { cpu: 'x86_64', os: 'Linux 3.13.0-55-generic', runtime: 'CPython 2.7.3' },
    })
  })
  test('are fit for the wire, and found by themselves', () => {
    for (const name of ['pytest-benchmark-with-data.json', 'pytest-benchmark-storage.json']) {
      const text = sample(name)
      expect(pytestBenchmark.detect(text, JSON.parse(text))).toBe(true)
      for (const m of pytestBenchmark.parse(text).measurements) expect(measurement.parse(m)).toEqual(m)
    }
  })
})

describe('a benchmark', () => {
  const parsed = (over: object) =>
    pytestBenchmark.parse(file({}, { stats: { ...stats, ...over } })).measurements
  test('with all its rounds is its samples, in seconds, and one measurement', () =>
    expect(parsed({})).toEqual([{ metric: 'bench.py::test_a', unit: 's', samples: [1, 2, 3, 2] }]))
  test.each([
    ['without rounds', { data: undefined }],
    ['with an empty list of rounds', { data: [] }],
    ['with something among its rounds that is no number', { data: [1, 2, '… and 36 more'] }],
  ])('%s is its mean with an interval', (_, over) => {
    const [m] = parsed(over)
    // 3.1824 is t for three degrees of freedom.
    expect(m).toMatchObject({ metric: 'bench.py::test_a', unit: 's', value: 2 })
    expect(m!.high).toBeCloseTo(2 + (3.1824 * 0.5) / 2, 4)
    expect(m!.low).toBeCloseTo(2 - (3.1824 * 0.5) / 2, 4)
  })
  test.each([
    ['of one round', { data: undefined, rounds: 1, stddev: 0 }],
    ['without a deviation', { data: undefined, stddev: undefined }],
  ])('%s is its mean alone', (_, over) =>
    expect(parsed(over)).toEqual([{ metric: 'bench.py::test_a', unit: 's', value: 2 }]),
  )
})

test('names are fit for the wire, and each is there once', () => {
  const long = { ...one, fullname: `bench.py::test[${'x'.repeat(300)}]` }
  const names = pytestBenchmark
    .parse(file({ benchmarks: [one, one, long] }))
    .measurements.map((m) => m.metric)
  expect(names.slice(0, 2)).toEqual(['bench.py::test_a', 'bench.py::test_a #2'])
  expect(names[2]).toHaveLength(200)
})

describe('what the tool writes for want of better is not taken for a fact:', () => {
  test.each([
    [{ id: 'unversioned', branch: '(unknown)', time: null }, {}],
    [{ id: 'unknown', branch: '(error: git)', error: 'no git' }, {}],
    [{ id: 'abc', branch: '(detached head)' }, { commit: 'abc' }],
    [
      { id: 'abc', branch: 'main', time: '2026-02-28T14:57:00+01:00' },
      { commit: 'abc', branch: 'main', commitAt: '2026-02-28T13:57:00.000Z' },
    ],
    [{ id: null, branch: '' }, {}],
  ])('%j', (commit_info, expected) => {
    const { commit, commitAt, branch } = pytestBenchmark.parse(file({ commit_info }))
    expect(JSON.parse(JSON.stringify({ commit, commitAt, branch }))).toEqual(expected)
  })
})

test.each([
  ['2026-02-28T14:57:00.5', '2026-02-28T14:57:00.500Z'],
  ['2026-02-28T14:57:00+02:00', '2026-02-28T12:57:00.000Z'],
  ['2026-02-28T14:57:00Z', '2026-02-28T14:57:00.000Z'],
])('it was run at %s, which without offset is UTC', (datetime, startedAt) =>
  expect(pytestBenchmark.parse(file({ datetime })).startedAt).toBe(startedAt),
)

describe('a malformed file is refused, with the place:', () => {
  const mistake = (text: string) => {
    try {
      pytestBenchmark.parse(text)
    } catch (error) {
      if (error instanceof FormatError) return `${error.place}: ${error.message}`
      throw error
    }
    return 'read'
  }
  test.each([
    ['cut off', file().slice(0, 30), /^line 1, column 31: is not JSON here$/],
    [
      'with a number that Python alone knows',
      file().replace('"mean":2', '"mean":NaN'),
      /^line 1, column \d+: is not JSON here$/,
    ],
    ['without benchmarks', '{"machine_info": {}, "commit_info": {}}', /^benchmarks: /],
    ['with none', file({ benchmarks: [] }), /^benchmarks: holds no benchmark$/],
    ['without a name', file({}, { fullname: undefined }), /^benchmarks\[0\]\.fullname: /],
    [
      'with a deviation below zero',
      file({}, { stats: { ...stats, stddev: -1 } }),
      /^benchmarks\[0\]\.stats\.stddev: /,
    ],
    ['without a mean', file({}, { stats: { rounds: 3 } }), /^benchmarks\[0\]\.stats\.mean: /],
    ['with an endless mean', file().replace('"mean":2', '"mean":1e999'), /^benchmarks\[0\]\.stats\.mean: /],
    ['with a time that is none', file({ datetime: 'yesterday' }), /^datetime: is not a time$/],
    [
      'with a time of the commit that is none',
      file({ commit_info: { id: 'a', time: '?' } }),
      /^commit_info\.time: is not a time$/,
    ],
    ['of another kind', '[]', /^the document: /],
  ])('%s', (_, text, expected) => expect(mistake(text)).toMatch(expected))
})
