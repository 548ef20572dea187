import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { jmh } from './jmh'
import { mistake, read } from './testing/read'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')

const metric = {
  score: 2,
  scoreError: 'NaN',
  scoreConfidence: ['NaN', 'NaN'],
  scoreUnit: 'us/op',
  rawData: [[1, 2], [3]],
}
const one = {
  benchmark: 'a.B.c',
  mode: 'avgt',
  threads: 1,
  forks: 2,
  primaryMetric: metric,
  secondaryMetrics: {},
}
const primary = (over: object) => read(jmh, [{ ...one, primaryMetric: { ...metric, ...over } }])[0]
const names = (...all: object[]) =>
  read(
    jmh,
    all.map((b) => ({ ...one, ...b })),
  ).map((m) => m.metric)

test('a file of the tool: the iterations of every fork', () => {
  const { measurements, ...rest } = jmh.parse(sample('jmh-throughput.json'))
  expect(measurements).toEqual([
    {
      metric: 'org.openjdk.jmh.samples.JMHSample_01_HelloWorld.wellHelloThere',
      unit: 'ops/s',
      samples: [3.376842765688582e9, 3.37651988895058e9, 3.375353964729294e9],
    },
  ])
  expect(rest).toEqual({ environment: { runtime: 'Java HotSpot(TM) 64-Bit Server VM 1.8.0_202' } })
})

describe('a score', () => {
  test('is its iterations, in our unit', () => {
    expect(primary({})).toEqual({ metric: 'a.B.c', unit: 'µs', samples: [1, 2, 3] })
    expect(primary({ scoreUnit: 'ops/ms' })).toEqual({
      metric: 'a.B.c',
      unit: 'ops/s',
      samples: [1e3, 2e3, 3e3],
    })
  })
  test('without them has the interval that JMH gives', () => {
    const scoreConfidence = [1.5, 2.5]
    expect(primary({ rawData: undefined, scoreConfidence })).toEqual({
      metric: 'a.B.c',
      unit: 'µs',
      value: 2,
      low: 1.5,
      high: 2.5,
    })
    expect(primary({ rawData: [], scoreConfidence, scoreUnit: 'ops/us' })).toEqual({
      metric: 'a.B.c',
      unit: 'ops/s',
      value: 2e6,
      low: 1.5e6,
      high: 2.5e6,
    })
  })
  test.each([[['NaN', 'NaN']], [undefined], [[2, 2]], [[3, 4]], [['-INF', '+INF']], [[1]]])(
    'has none where that is %j',
    (scoreConfidence) =>
      expect(primary({ rawData: [], scoreConfidence })).toEqual({ metric: 'a.B.c', unit: 'µs', value: 2 }),
  )
  test('that is a sum is itself, not its parts', () =>
    expect(primary({ score: 6, scoreUnit: 'counts' })).toEqual({ metric: 'a.B.c', unit: 'count', value: 6 }))
  test('that is no number is an error', () =>
    expect(primary({ score: 'NaN', rawData: [['NaN']] })).toEqual({
      metric: 'a.B.c',
      error: 'JMH gives NaN as the score',
    }))
  test('of sample time is its histogram, unless that is long', () => {
    const sampled = (count: number) =>
      primary({
        rawData: undefined,
        rawDataHistogram: [
          [
            [
              [1, count],
              [3, count],
            ],
          ],
          [[[2, 1]]],
        ],
      })
    expect(sampled(2)).toEqual({ metric: 'a.B.c', unit: 'µs', samples: [1, 1, 3, 3, 2] })
    expect(sampled(1e12)).toEqual({ metric: 'a.B.c', unit: 'µs', value: 2 })
  })
})

test('secondary metrics are measures of the benchmark', () =>
  expect(
    read(jmh, [
      {
        ...one,
        secondaryMetrics: {
          '·gc.alloc.rate': { ...metric, scoreUnit: 'MB/sec' },
          'gc.alloc.rate.norm': { ...metric, scoreUnit: 'B/op' },
          'gc.time': { ...metric, score: 6, scoreUnit: 'ms' },
          'gc.churn': { ...metric, score: 'NaN', rawData: [[]], scoreUnit: '---' },
        },
      },
    ]).slice(1),
  ).toEqual([
    { metric: 'a.B.c/·gc.alloc.rate', unit: 'MB/sec', samples: [1, 2, 3] },
    { metric: 'a.B.c/gc.alloc.rate.norm', unit: 'B', samples: [1, 2, 3] },
    { metric: 'a.B.c/gc.time', unit: 'ms', value: 6 },
    { metric: 'a.B.c/gc.churn', error: 'JMH gives NaN as the score' },
  ]))

test('one benchmark with several parameters, modes or threads is told apart by them', () => {
  expect(names({ params: { size: '1', kind: 'x' } }, { params: { size: '2', kind: 'x' } })).toEqual([
    'a.B.c [size=1, kind=x]',
    'a.B.c [size=2, kind=x]',
  ])
  expect(names({ mode: 'thrpt' }, { mode: 'avgt' })).toEqual(['a.B.c [thrpt]', 'a.B.c [avgt]'])
  expect(names({ threads: 1 }, { threads: 8 })).toEqual(['a.B.c [1 threads]', 'a.B.c [8 threads]'])
  expect(names({ params: { size: '1' } })).toEqual(['a.B.c'])
})

test('a machine is told when all ran on the same', () => {
  const ran = (...versions: string[]) =>
    jmh.parse(JSON.stringify(versions.map((jdkVersion) => ({ ...one, vmName: 'VM', jdkVersion }))))
      .environment
  expect(ran('21', '21')).toEqual({ runtime: 'VM 21' })
  expect(ran('21', '17')).toBeUndefined()
})

test.each([
  ['none', [], /^the document: holds no benchmark$/],
  ['no name', [one, { ...one, benchmark: null }], /^\[1\]\.benchmark: /],
  ['no score', [{ ...one, primaryMetric: {} }], /^\[0\]\.primaryMetric\.score: /],
  [
    'a score in words',
    [{ ...one, primaryMetric: { ...metric, score: '2' } }],
    /^\[0\]\.primaryMetric\.score: /,
  ],
  [
    'a secondary metric that is none',
    [{ ...one, secondaryMetrics: { gc: 5 } }],
    /^\[0\]\.secondaryMetrics\.gc: /,
  ],
  ['something else', {}, /^the document: /],
])('a file with %s is refused, with the place', (_, text, said) => expect(mistake(jmh, text)).toMatch(said))
