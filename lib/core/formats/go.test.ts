import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { go } from './go'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')
const measured = (text: string) => go.parse(text).measurements
const named = (text: string) => measured(text).map((m) => [m.metric, m.error ?? m.value ?? m.samples])
const events = (...list: object[]) => list.map((e) => JSON.stringify(e)).join('\n')
const output = (Output: string, Package = 'p') => ({
  Time: '2026-03-01T10:00:00.123456789+01:00',
  Action: 'output',
  Package,
  Output,
})

describe('files of real tools', () => {
  test('ten repeats are ten samples; the processors are of the machine, not of the name', () =>
    expect(go.parse(sample('go-benchstat-old.txt'))).toEqual({
      measurements: [
        {
          metric: 'BenchmarkEncode/format=json',
          unit: 'ns',
          samples: [1726, 1723, 1707, 1707, 1713, 1729, 1736, 1707, 1705, 1774],
        },
        {
          metric: 'BenchmarkEncode/format=gob',
          unit: 'ns',
          samples: [3069, 3075, 3069, 3067, 3207, 3064, 3064, 3058, 3059, 3062],
        },
      ],
      environment: { os: 'linux amd64', gomaxprocs: 48 },
    }))
  test('names with different suffixes keep them, and a measure of its own stands behind a slash', () => {
    const { measurements, environment } = go.parse(sample('go-mixed.txt'))
    expect(environment).toEqual({ os: 'darwin amd64' })
    expect(measurements).toHaveLength(10)
    expect(measurements[0]).toEqual({ metric: 'BenchmarkFib10-8', unit: 'ns', value: 325 })
    expect(measurements[5]!.metric).toBe('BenchmarkFib/my/tabled/benchmark_-_20,var1=13,var2=14')
    expect(measurements[7]).toEqual({
      metric: 'BenchmarkFib11-16/auxMetricUnits',
      unit: 'auxMetricUnits',
      value: 3,
    })
  })
  test('one name in two packages is two metrics', () => {
    const { measurements, environment } = go.parse(sample('go-packages.txt'))
    expect(measurements).toHaveLength(16)
    expect(environment).toEqual({
      os: 'linux amd64',
      cpu: 'AMD EPYC 7763 64-Core Processor',
      gomaxprocs: 4,
    })
    expect(measurements.slice(0, 4)).toEqual(
      [
        ['', 'ns', 55.76],
        ['/MB/s', 'MB/s', 2833.37],
        ['/B/op', 'B', 0],
        ['/allocs/op', 'count', 0],
      ].map(([measure, unit, value]) => ({
        metric: `github.com/gofiber/fiber/v3/middleware/cache.BenchmarkAppendMsgitem${measure}`,
        unit,
        value,
      })),
    )
  })
})

describe('files of Go 1.19.8', () => {
  const errors = (name: string) =>
    go.parse(sample(name)).measurements.flatMap((m) => (m.error === undefined ? [] : [[m.metric, m.error]]))
  const bad = (prefix: string) => [
    [`${prefix}BenchmarkParent/bad`, 'failed: a_test.go:10: worse'],
    [`${prefix}BenchmarkParent`, 'failed'],
  ]
  test('what failed in packages, and why', () => {
    expect(errors('go-failing.txt')).toEqual([
      ['example.com/m/a.BenchmarkFails', 'failed: a_test.go:8: no model'],
      ...bad('example.com/m/a.'),
      ['example.com/m/b.BenchmarkPanics', 'panic: boom'],
      ['example.com/m/d', 'the package failed: TestBad failed'],
    ])
    const names = go.parse(sample('go-failing.txt')).measurements.map((m) => m.metric)
    // its line is cut by what the benchmark prints
    expect(names).toContain('example.com/m/a.BenchmarkPrints')
    expect(names).toContain('example.com/m/a.BenchmarkSub/n=10/p99-ns')
    expect(names).toHaveLength(30)
  })
  test('a verbose run tells why before it tells what', () =>
    expect(errors('go-verbose.txt')).toEqual([
      ['BenchmarkFails', 'failed: a_test.go:8: no model'],
      ['BenchmarkSkips', 'skipped: a_test.go:9: not here'],
      ...bad(''),
    ]))
  test('a stream, with a package that could not be built beside the events', () => {
    expect(errors('go-stream.txt')).toEqual(
      expect.arrayContaining([
        ['example.com/m/a.BenchmarkSkips', 'skipped: a_test.go:9: not here'],
        ...bad('example.com/m/a.'),
        ['example.com/m/b.BenchmarkPanics', 'panic: boom'],
        ['example.com/m/c', 'the package failed: build failed'],
      ]),
    )
    const { measurements, startedAt } = go.parse(sample('go-stream.txt'))
    expect(startedAt).toMatch(/^2026-/)
    expect(measurements.filter((m) => m.error === undefined).map((m) => m.metric)).toEqual(
      expect.arrayContaining(['example.com/m/a.BenchmarkPrints', 'example.com/m/e.BenchmarkOnly']),
    )
  })
})

describe('the number behind a name', () => {
  test.each([
    [
      'goes, when all have it',
      'BenchmarkA-8 1 2 ns/op\nBenchmarkB/n-100-8 1 3 ns/op',
      ['BenchmarkA', 'BenchmarkB/n-100'],
    ],
    [
      'stays, when one has another',
      'BenchmarkA-2 1 2 ns/op\nBenchmarkA-4 1 3 ns/op',
      ['BenchmarkA-2', 'BenchmarkA-4'],
    ],
    [
      'stays, when one has none',
      'BenchmarkA/n-8 1 2 ns/op\nBenchmarkB 1 3 ns/op',
      ['BenchmarkA/n-8', 'BenchmarkB'],
    ],
  ])('%s', (_, text, names) => expect(measured(text).map((m) => m.metric)).toEqual(names))
})

test.each([
  ['BenchmarkA-8 100 12.5 ns/op', { metric: 'BenchmarkA', unit: 'ns', value: 12.5 }],
  ['BenchmarkA-8 100 1.5e+03 ns/op', { metric: 'BenchmarkA', unit: 'ns', value: 1500 }],
  ['BenchmarkA-8 100 7 p99-ns', { metric: 'BenchmarkA/p99-ns', unit: 'ns', value: 7 }],
  ['BenchmarkA-8 100 7 ms/op', { metric: 'BenchmarkA/ms/op', unit: 'ms', value: 7 }],
  ['BenchmarkA-8 100 7 req/s', { metric: 'BenchmarkA/req/s', unit: 'ops/s', value: 7 }],
  ['BenchmarkA-8 100 -7 delta', { metric: 'BenchmarkA/delta', unit: 'delta', value: -7 }],
  ['\u001b[32mBenchmarkA-8\u001b[0m\t100\t7 ns/op\r', { metric: 'BenchmarkA', unit: 'ns', value: 7 }],
  ['\ufeffBenchmarkA-8 100 7 ns/op', { metric: 'BenchmarkA', unit: 'ns', value: 7 }],
  ['2026-03-01T10:00:00.1234567Z BenchmarkA-8 100 7 ns/op', { metric: 'BenchmarkA', unit: 'ns', value: 7 }],
  ['   Benchmark_a-8 100 7 ns/op', { metric: 'Benchmark_a', unit: 'ns', value: 7 }],
  [
    'BenchmarkA-8 100 NaN x',
    { metric: 'BenchmarkA/x', unit: 'x', error: 'the file gives NaN where a number belongs' },
  ],
  [
    'BenchmarkA-8 100 +Inf x',
    { metric: 'BenchmarkA/x', unit: 'x', error: 'the file gives Infinity where a number belongs' },
  ],
  ['BenchmarkA-8 100 7 ns/op and a word', { metric: 'BenchmarkA', unit: 'ns', value: 7 }],
])('%j', (line, expected) => expect(measured(line)).toEqual([expected]))

test('a line that a benchmark prints into is read on', () =>
  expect(named('BenchmarkA-8   \thello from A\n  100\t 7 ns/op\t 3 B/op\nBenchmarkB-8 1 2 ns/op')).toEqual([
    ['BenchmarkA', 7],
    ['BenchmarkA/B/op', 3],
    ['BenchmarkB', 2],
  ]))

test('what failed is named, with the reason', () => {
  const text = [
    'pkg: example.com/a',
    'BenchmarkGood-8 \t100\t 7 ns/op',
    'BenchmarkBad-8  \t--- FAIL: BenchmarkBad-8',
    '    a_test.go:12: no model',
    '--- SKIP: BenchmarkSkipped',
    '    a_test.go:20: not on linux',
    'BenchmarkPanic-8 \tpanic: boom',
    'goroutine 7 [running]:',
    'exit status 2',
    'FAIL\texample.com/a\t0.5s',
    'FAIL\texample.com/b [build failed]',
    '?   \texample.com/c\t[no test files]',
    'BenchmarkCut-8 \t',
  ].join('\n')
  expect(named(text)).toEqual([
    ['example.com/a.BenchmarkGood', 7],
    ['example.com/a.BenchmarkBad', 'failed: a_test.go:12: no model'],
    ['example.com/a.BenchmarkSkipped', 'skipped: a_test.go:20: not on linux'],
    ['example.com/a.BenchmarkPanic', 'panic: boom'],
    ['example.com/b', 'the package failed: build failed'],
    ['BenchmarkCut', 'began and gave no result'],
  ])
})

test('a repeat that failed makes the benchmark one that failed', () =>
  expect(named('BenchmarkA-8 1 2 ns/op\n--- FAIL: BenchmarkA-8\nBenchmarkA-8 1 3 ns/op')).toEqual([
    ['BenchmarkA', 'failed'],
  ]))

test('a verbose run names a benchmark before it has a result', () =>
  expect(
    named('=== RUN   BenchmarkA\nBenchmarkA\nBenchmarkA/sub\nBenchmarkA/sub-8 \t1\t2 ns/op\nPASS'),
  ).toEqual([['BenchmarkA/sub', 2]]))

test('commit, its time and branch of the benchmark data format', () => {
  const text = 'commit: 7cd9055\ncommit-time: 2016-02-11T13:25:45-0500\nbranch: main\nBenchmarkA 1 2 ns/op'
  expect(go.parse(text)).toMatchObject({
    commit: '7cd9055',
    commitAt: '2016-02-11T18:25:45.000Z',
    branch: 'main',
  })
})

describe('a stream of test2json', () => {
  test('is read by package, though lines are cut in two and packages mixed', () => {
    const text = events(
      { Time: '2026-03-01T10:00:00Z', Action: 'start', Package: 'p' },
      output('goos: linux\n'),
      output('BenchmarkA-8   \t'),
      output('BenchmarkA-8   \t', 'q'),
      output('     100\t 7 ns/op\n'),
      output('     100\t 9 ns/op\n', 'q'),
      { Action: 'skip', Package: 'q', Test: 'BenchmarkB' },
      { Action: 'pass', Package: 'p' },
    )
    expect(go.detect(text, undefined)).toBe(true)
    expect(go.parse(text)).toEqual({
      measurements: [
        { metric: 'p.BenchmarkA', unit: 'ns', value: 7 },
        { metric: 'q.BenchmarkA', unit: 'ns', value: 9 },
        { metric: 'q.BenchmarkB', error: 'skipped' },
      ],
      startedAt: '2026-03-01T10:00:00.000Z',
      environment: { os: 'linux', gomaxprocs: 8 },
    })
  })
  test('that is cut has a place', () =>
    expect(() => go.parse(`${events(output('BenchmarkA-8 1 2 ns/op\n'))}\n{"Action":"out`)).toThrow(
      expect.objectContaining({ place: 'line 2', message: 'is not JSON here' }),
    ))
})

test.each([
  ['', 'the document', 'holds no benchmark'],
  ['goos: linux\nPASS', 'the document', 'holds no benchmark'],
  ['BenchmarkA 1 2 ns/op\nBenchmarkB 1 2 ns/op 7 ', 'line 2', 'ends with a number without a unit'],
  [
    'commit: a\nBenchmarkA 1 2 ns/op\ncommit: b',
    'line 3',
    'is of another commit than the lines before; send each as its own run',
  ],
  ['commit-time: soon\nBenchmarkA 1 2 ns/op', 'line 1', 'is not a time'],
])('%j is refused', (text, place, message) =>
  expect(() => go.parse(text)).toThrow(expect.objectContaining({ place, message })),
)

test.each([
  ['Benchmark results of today', false],
  ['Benchmark 5 passed in total', false],
  ['Benchmarking A: Analyzing', false],
  ['--- SKIP: BenchmarkA', true],
  ['{"Action":"output","Package":"p","Output":"ok p"}', false],
])('%j is of Go: %s', (text, expected) => expect(go.detect(text, undefined)).toBe(expected))
