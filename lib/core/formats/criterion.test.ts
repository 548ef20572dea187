import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { criterion } from './criterion'
import { tryJson } from './json'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')
const measured = (text: string) => criterion.parse(text).measurements
const time = (of: string) => `                        time:   [${of}]`

test('a real file: estimates with their intervals, picoseconds in ns, unit tests left out', () =>
  expect(measured(sample('criterion-many.txt'))).toEqual([
    { metric: 'file', unit: 'ns', value: 0.3239, low: 0.32062, high: 0.32755 },
    { metric: 'rolling_file', unit: 'ns', value: 0.42966, low: 0.38179, high: 0.48328 },
    { metric: 'tracing_file', unit: 'µs', value: 18.019, low: 16.652, high: 19.562 },
    { metric: 'tracing_rolling_file', unit: 'µs', value: 20.93, low: 18.195, high: 24.24 },
    { metric: 'benchmark: name with spaces', unit: 'ns', value: 20.93, low: 18.195, high: 24.24 },
  ]))

describe('a report', () => {
  test('has a long name on the line above, and throughput that compares from run to run', () =>
    expect(
      measured(
        [
          'execution/naive/select_1_column/10',
          time('7.6998 µs 7.7152 µs 7.7294 µs'),
          '                        thrpt:  [1.2938 Melem/s 1.2961 Melem/s 1.2987 Melem/s]',
          '                 change:',
          '                        time:   [-2.0565% -0.2521% +1.6377%] (p = 0.79 > 0.05)',
          '                        thrpt:  [-1.6% +0.25% +2.1%]',
          'short                   time:   [999.00 ns 1.0100 us 1.0200 us]',
          '                        thrpt:  [ 1.0000 GiB/s 2.0000 GiB/s 3.0000 GiB/s]',
        ].join('\r\n'),
      ),
    ).toEqual([
      { metric: 'execution/naive/select_1_column/10', unit: 'µs', value: 7.7152, low: 7.6998, high: 7.7294 },
      {
        metric: 'execution/naive/select_1_column/10/throughput',
        unit: 'ops/s',
        value: 1_296_100,
        low: 1_293_800,
        high: 1_298_700,
      },
      { metric: 'short', unit: 'µs', value: 1.01, low: 0.999, high: 1.02 },
      {
        metric: 'short/throughput',
        unit: 'MB/s',
        value: 2147.483648,
        low: 1073.741824,
        high: 3221.225472,
      },
    ]))
  test('on a terminal writes over its progress, in colours', () => {
    const text =
      'Benchmarking a\r\u001b[2KBenchmarking a: Analyzing\r\u001b[2K\u001b[32ma\u001b[0m                       time:   [\u001b[2m1.0000 ns\u001b[0m \u001b[1m2.0000 ns\u001b[0m \u001b[2m3.0000 ns\u001b[0m]\n'
    expect(criterion.detect(text, undefined)).toBe(true)
    expect(measured(text)).toEqual([{ metric: 'a', unit: 'ns', value: 2, low: 1, high: 3 }])
  })
  test('names what began and gave no result, and why', () =>
    expect(
      measured(
        [
          'Benchmarking a: Warming up for 3.0000 s',
          'Benchmarking a: Complete (Analysis Disabled)',
          'Benchmarking b: Warming up for 3.0000 s',
          "thread 'main' panicked at benches/b.rs:42:5:",
          'no model',
          'error: bench failed',
        ].join('\n'),
      ),
    ).toEqual([
      { metric: 'a', error: 'began and gave no result' },
      { metric: 'b', error: "thread 'main' panicked at benches/b.rs:42:5: no model" },
    ]))
  test('may hold benchmarks of libtest too: cargo bench runs both', () => {
    const text = `running 1 test\ntest x ... bench:   5 ns/iter (+/- 1)\n\ntest result: ok.\n\na   time: [1 ns 2 ns 3 ns]`
    expect(measured(text).map((m) => m.metric)).toEqual(['a', 'x'])
  })
  test('gives one name twice where two targets have it', () =>
    expect(measured('a time: [1 ns 2 ns 3 ns]\na time: [1 ns 2 ns 3 ns]').map((m) => m.metric)).toEqual([
      'a',
      'a #2',
    ]))
  test('of another measurement keeps its unit', () =>
    expect(measured('a time: [1.0 Kcycles 2.0 Kcycles 3.0 Kcycles]')).toEqual([
      { metric: 'a', unit: 'Kcycles', value: 2, low: 1, high: 3 },
    ]))
  test('without a name has a place', () =>
    expect(() => measured(`\n${time('1 ns 2 ns 3 ns')}`)).toThrow(
      expect.objectContaining({ place: 'line 2', message: 'gives a time, and no benchmark before it' }),
    ))
})

test('messages of cargo criterion: a sample is the time of one iteration', () => {
  const of = { id: 'norm', unit: 'ns' }
  const typical = { estimate: 2, lower_bound: 1, upper_bound: 3, unit: 'us' }
  const text = [
    { reason: 'benchmark-complete', ...of, iteration_count: [10, 20], measured_values: [50, 60] },
    { reason: 'benchmark-complete', ...of, id: 'other', typical },
    { reason: 'benchmark-complete', ...of, id: 'empty' },
    { reason: 'group-complete', group_name: 'g', benchmarks: [] },
  ]
    .map((m) => JSON.stringify(m))
    .join('\n')
  expect(criterion.detect(text, undefined)).toBe(true)
  expect(measured(text)).toEqual([
    { metric: 'norm', unit: 'ns', samples: [5, 3] },
    { metric: 'other', unit: 'µs', value: 2, low: 1, high: 3 },
    { metric: 'empty', error: 'the message gives no measured values' },
  ])
  expect(() => measured(`${text}\n{"reason"`)).toThrow(expect.objectContaining({ place: 'line 5' }))
})

test.each([
  ['estimates.json', { mean: { point_estimate: 1 }, median: {}, median_abs_dev: {}, std_dev: {} }],
  ['sample.json', { sampling_mode: 'Linear', iters: [1, 2], times: [3, 4] }],
])('%s is known, and refused: it names no benchmark', (_, json) => {
  const text = JSON.stringify(json)
  expect(criterion.detect(text, tryJson(text))).toBe(true)
  expect(() => measured(text)).toThrow(/^does not name its benchmark/)
})
