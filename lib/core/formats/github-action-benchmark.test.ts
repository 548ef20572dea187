import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { githubActionBenchmark as format } from './github-action-benchmark'
import { mistake, read } from './testing/read'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')

describe('files of the tool', () => {
  test('results in which bigger is better', () =>
    expect(read(format, sample('github-action-benchmark-bigger.json'))).toEqual([
      { metric: 'My Custom Bigger Is Better Benchmark - Throughput', unit: 'ops/s', value: 70 },
      { metric: 'My Custom Bigger Is Better Benchmark - Free Memory', unit: 'MB', value: 150 },
    ]))
  test('results in which smaller is better', () =>
    expect(read(format, sample('github-action-benchmark-smaller.json'))).toEqual([
      { metric: 'My Custom Smaller Is Better Benchmark - CPU Load', unit: '%', value: 50 },
      { metric: 'My Custom Smaller Is Better Benchmark - Memory Used', unit: 'MB', value: 100 },
    ]))
  test('a history, with a stamp of the commit that is no time', () =>
    expect(format.parse(sample('github-action-benchmark-data.js'))).toEqual({
      measurements: [{ metric: 'bench_fib_10', unit: 'ns', value: 100 }],
      startedAt: '2019-11-28T07:45:27.603Z',
      commit: 'prev commit id',
    }))
})

test('a number may be in quotes, and none is an error; the range is no interval', () =>
  expect(
    read(format, [
      { name: 'a', unit: 'ops/ms', value: '1.5e1', range: '± 3', extra: 'x' },
      { name: 'b', unit: '', value: null },
      { name: 'a', unit: 'ns', value: 2 },
    ]),
  ).toEqual([
    { metric: 'a [ops/ms]', unit: 'ops/s', value: 15_000 },
    { metric: 'b', error: 'the file gives no value' },
    { metric: 'a [ns]', unit: 'ns', value: 2 },
  ]))

const entry = (id: string, date: number, ...values: number[]) => ({
  commit: { id, timestamp: '2026-02-28T15:57:00+01:00' },
  date,
  tool: 'go',
  benches: values.map((value, i) => ({ name: `b${i}`, value, unit: 'ns/op' })),
})
const data = (entries: object) => ({ lastUpdate: 1, repoUrl: '', entries })

describe('of a history', () => {
  test('the newest commit is read, as every suite measured it last', () => {
    const entries = {
      one: [entry('new', 2000, 1), entry('new', 4000, 5), entry('old', 1000, 9)],
      two: [entry('new', 3000, 7)],
    }
    const parsed = format.parse(JSON.stringify(data(entries)))
    expect(parsed).toEqual({
      measurements: [
        { metric: 'b0 [one]', unit: 'ns', value: 5 },
        { metric: 'b0 [two]', unit: 'ns', value: 7 },
      ],
      startedAt: '1970-01-01T00:00:04.000Z',
      commit: 'new',
      commitAt: '2026-02-28T14:57:00.000Z',
    })
    expect(format.parse(`window.BENCHMARK_DATA = ${JSON.stringify(data(entries))};\n`)).toEqual(parsed)
  })
  test.each([
    ['no entries', { lastUpdate: 1 }, /^entries: /],
    ['none', data({}), /^entries: holds no entry$/],
    ['no commit', data({ s: [{ date: 1, benches: [] }] }), /^entries\.s\[0\]\.commit: /],
    ['a date out of time', data({ s: [entry('a', 1e300, 1)] }), /^entries\.s\[0\]\.date: is not a time$/],
    ['no benches', data({ s: [entry('a', 1)] }), /^entries\.s\[0\]\.benches: holds no benchmark$/],
    [
      'a value in words',
      data({ s: [{ ...entry('a', 1), benches: [{ name: 'a', unit: '', value: 'fast' }] }] }),
      /^entries\.s\[0\]\.benches\[0\]\.value: /,
    ],
  ])('one with %s is refused, with the place', (_, text, said) => expect(mistake(format, text)).toMatch(said))
  test('a mistake in the script has the place that it has in the file', () =>
    expect(mistake(format, 'window.BENCHMARK_DATA = {\n  "entries": {,}\n}')).toBe(
      'line 2, column 15: is not JSON here',
    ))
})

test.each([
  ['none', [], /^the document: holds no benchmark$/],
  ['no unit', [{ name: 'a', value: 1 }], /^\[0\]\.unit: /],
  ['a name that is none', [{ name: 1, unit: '', value: 1 }], /^\[0\]\.name: /],
  ['a number', 5, /^the document: /],
])('results with %s are refused, with the place', (_, text, said) =>
  expect(mistake(format, text)).toMatch(said),
)
