import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { benchmarkdotnet } from './benchmarkdotnet'
import { tryJson } from './json'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')
const file = (...benchmarks: object[]) => JSON.stringify({ HostEnvironmentInfo: {}, Benchmarks: benchmarks })
const measured = (...benchmarks: object[]) => benchmarkdotnet.parse(file(...benchmarks)).measurements

test('a real file: the values that its mean is of, in ns, and the machine', () => {
  const { measurements, environment, startedAt } = benchmarkdotnet.parse(sample('benchmarkdotnet.json'))
  expect(measurements.map((m) => [m.metric, m.unit, m.samples?.length])).toEqual([
    ['Sample.Benchmarks.Fib10', 'ns', 14],
    ['Sample.Benchmarks.Fib20', 'ns', 13],
  ])
  expect(measurements[0]!.samples!.slice(0, 2)).toEqual([24.805462032556534, 24.505721479654312])
  expect(environment).toEqual({
    cpu: 'Intel Core i7-7820HQ CPU 2.90GHz (Kaby Lake)',
    cores: 8,
    os: 'macOS Catalina 10.15.4 (19E287) [Darwin 19.4.0]',
    runtime: '.NET Core 3.0.0 (CoreCLR 4.700.19.46205, CoreFX 4.700.19.46214)',
  })
  // its title has a time of the day without an offset, which is no instant
  expect(startedAt).toBeUndefined()
})

describe('a benchmark', () => {
  const FullName = 'A.B'
  test('without its values has them from the iterations that count', () =>
    expect(
      measured({
        FullName,
        Statistics: { Mean: 5 },
        Measurements: [
          { IterationMode: 'Workload', IterationStage: 'Warmup', Nanoseconds: 900, Operations: 10 },
          { IterationMode: 'Workload', IterationStage: 'Result', Nanoseconds: 40, Operations: 10 },
          { IterationMode: 'Overhead', IterationStage: 'Result', Nanoseconds: 1, Operations: 10 },
          { IterationMode: 'Result', Nanoseconds: 60, Operations: 10 },
          { IterationMode: 'Result', Nanoseconds: 60, Operations: 0 },
        ],
      }),
    ).toEqual([{ metric: 'A.B', unit: 'ns', samples: [4, 6] }]))
  test('without any value has its mean, with the interval at 95%', () => {
    const [m] = measured({
      FullName,
      Statistics: { N: 14, Mean: 24, StandardError: 0.05, ConfidenceInterval: { Lower: 23.7, Upper: 24.3 } },
    })
    // t of 13 degrees of freedom is 2.160369
    expect(m).toMatchObject({ metric: 'A.B', unit: 'ns', value: 24 })
    expect(m!.low).toBeCloseTo(24 - 2.160369 * 0.05, 6)
    expect(m!.high).toBeCloseTo(24 + 2.160369 * 0.05, 6)
  })
  test('whose error is not told has the interval of the tool', () =>
    expect(
      measured({ FullName, Statistics: { Mean: 24, ConfidenceInterval: { Lower: 23.7, Upper: 24.3 } } }),
    ).toEqual([{ metric: 'A.B', unit: 'ns', value: 24, low: 23.7, high: 24.3 }]))
  test.each([[{}], [{ Statistics: null }]])('that failed is named: %j', (given) =>
    expect(measured({ FullName, ...given })).toEqual([
      { metric: 'A.B', unit: 'ns', error: 'the benchmark gave no statistics' },
    ]),
  )
  test('has what diagnosers measured beside its time, allocations once', () =>
    expect(
      measured(
        {
          FullName,
          Statistics: { Mean: 5 },
          Memory: { BytesAllocatedPerOperation: 672 },
          Metrics: [
            { Value: 0.5, Descriptor: { Id: 'Gen0Collects', DisplayName: 'Gen0', Unit: 'Count' } },
            { Value: 672, Descriptor: { Id: 'Allocated Memory', DisplayName: 'Allocated', Unit: 'B' } },
          ],
        },
        { FullName: 'A.C', Statistics: { Mean: 5 }, Memory: { BytesAllocatedPerOperation: 8 } },
      ),
    ).toEqual([
      { metric: 'A.B', unit: 'ns', value: 5 },
      { metric: 'A.B/Gen0', unit: 'count', value: 0.5 },
      { metric: 'A.B/Allocated', unit: 'B', value: 672 },
      { metric: 'A.C', unit: 'ns', value: 5 },
      { metric: 'A.C/Allocated', unit: 'B', value: 8 },
    ]))
  test('of several jobs has each by its name; one without a full name has what there is', () =>
    expect(
      measured(
        { FullName, DisplayInfo: 'B: Job-A(Runtime=.NET 8.0) [N=1]', Statistics: { Mean: 1 } },
        { FullName, DisplayInfo: 'B: Job-B', Statistics: { Mean: 2 } },
        { FullName: 'A.Alone', DisplayInfo: 'B: Job-A', Statistics: { Mean: 3 } },
        { Namespace: null, Method: 'Only', Parameters: 'N=1', Statistics: { Mean: 0 } },
      ).map((m) => m.metric),
    ).toEqual(['A.B [Job-A(Runtime=.NET 8.0)]', 'A.B [Job-B]', 'A.Alone', 'Only(N=1)']))
})

test('NaN where a number belongs is an error by name, and no reason to refuse the file', () => {
  const text = file({ FullName: 'A', Statistics: { Mean: 1 } }, { FullName: 'NaN', Statistics: { Mean: 2 } })
  const bare = text.replace('"Mean":1', '"Mean":NaN,"StandardError":-Infinity')
  expect(benchmarkdotnet.detect(bare, tryJson(bare))).toBe(true)
  expect(benchmarkdotnet.parse(bare).measurements).toEqual([
    { metric: 'A', unit: 'ns', error: 'the file gives NaN where a number belongs' },
    { metric: 'NaN', unit: 'ns', value: 2 },
  ])
})

test.each([
  ['{"HostEnvironmentInfo": {}, "Benchmarks": []}', 'the document', 'holds no benchmark'],
  ['{"HostEnvironmentInfo": {}, "Benchmarks": [', 'line 1, column 44', 'is not JSON here'],
  ['{"Benchmarks": [{"FullName": 3}]}', 'Benchmarks[0].FullName', /expected string/],
])('%s is refused', (text, place, message) =>
  expect(() => benchmarkdotnet.parse(text)).toThrow(
    expect.objectContaining({
      place,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    }),
  ),
)
