import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { bmf } from './bmf'
import { mistake, read } from './testing/read'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')

test('a file of the tool, whose limits lie both below the value: spreads, and no interval', () =>
  expect(read(bmf, sample('bmf-latency.json'))).toEqual([
    { metric: 'tests::benchmark_a', unit: 'ns', value: 3247 },
    { metric: 'tests::benchmark_b', unit: 'ns', value: 3443 },
    { metric: 'tests::benchmark_c', unit: 'ns', value: 3361 },
  ]))

test('the example of the documentation: limits around the value, the units of its own measures, and names of several', () =>
  expect(
    read(bmf, {
      benchmark_name: {
        latency: { value: 88, lower_value: 87.42, upper_value: 88.88 },
        throughput: { value: 5.55, lower_value: 3.14, upper_value: 6.3 },
      },
      '/bin/sh -c ./my_build_script.sh': { 'build-time': { value: 87 } },
      my_binary: { 'file-size': { value: 42 } },
    }),
  ).toEqual([
    { metric: 'benchmark_name/latency', unit: 'ns', value: 88, low: 87.42, high: 88.88 },
    { metric: 'benchmark_name/throughput', unit: 'ops/s', value: 5.55, low: 3.14, high: 6.3 },
    { metric: '/bin/sh -c ./my_build_script.sh', unit: 's', value: 87 },
    { metric: 'my_binary', unit: 'B', value: 42 },
  ]))

describe('a measure', () => {
  const one = (measure: string, said: object) => read(bmf, { b: { [measure]: said } })[0]
  test('is known by its name or its slug, and otherwise a bare number', () => {
    expect(one('Final Bytes', { value: 9 })).toEqual({ metric: 'b', unit: 'B', value: 9 })
    expect(one('Latency', { value: 9 })).toEqual({ metric: 'b', unit: 'ns', value: 9 })
    expect(one('instructions', { value: 9 })).toEqual({ metric: 'b', value: 9 })
    expect(one('constructor', { value: 9 })).toEqual({ metric: 'b', value: 9 })
  })
  test('may have one limit', () =>
    expect(one('latency', { value: 9, upper_value: 10, lower_value: null })).toEqual({
      metric: 'b',
      unit: 'ns',
      value: 9,
      high: 10,
    }))
  test('of percentiles alone is the middle one', () => {
    expect(one('latency', { p99: 97, p50: 40.5, p99_9: 100 })).toEqual({
      metric: 'b',
      unit: 'ns',
      value: 40.5,
    })
    expect(one('latency', { p99_9: 100, p99: 97 })).toMatchObject({ value: 97 })
    expect(one('latency', { max: 97 })).toEqual({
      metric: 'b',
      error: 'the file gives no value for this measure',
    })
  })
})

test('a benchmark with parameters is one metric for each', () => {
  const variant = (parameters: object | undefined, ...measures: string[]) => ({
    parameters,
    measures: Object.fromEntries(measures.map((m) => [m, { value: 1, p99: 2 }])),
  })
  const names = (...variants: object[]) => read(bmf, { b: variants }).map((m) => m.metric)
  expect(
    names(variant({ size_mb: 16, op: 'read' }, 'latency'), variant({ op: 'read', size_mb: 32 }, 'latency')),
  ).toEqual(['b [op=read, size_mb=16]', 'b [op=read, size_mb=32]'])
  expect(names(variant(undefined, 'latency'), variant({}, 'throughput'))).toEqual([
    'b/latency',
    'b/throughput',
  ])
  expect(names(variant({ n: 1 }, 'latency'), variant({ n: 1 }, 'latency'))).toEqual(['b', 'b #2'])
})

test.each([
  [{}, false],
  [{ a: {} }, false],
  [{ a: { latency: { value: 1 } }, b: {} }, true],
  [{ a: { latency: { value: 1 } }, b: 'x' }, false],
  [{ metrics: { vus: { value: 1, min: 1, passes: 19 } } }, false],
  [{ a: { latency: { value: 'x' } } }, true],
  [{ a: [{ measures: { latency: { p99: 1 } } }] }, true],
  [{ a: [] }, false],
  [[], false],
  [null, false],
])('%j is of this format: %s', (json, is) => expect(bmf.detect('', json)).toBe(is))

test.each([
  ['nothing', {}, /^the document: holds no benchmark$/],
  ['a value in words', { a: { latency: { value: '1' } } }, /^a\.latency\.value: .*number/],
  ['a benchmark that is none', { a: 5 }, /^a: /],
  ['a measure that is none', { a: { latency: 5 } }, /^a\.latency: /],
  ['a variant without measures', { a: [{ measures: { x: { value: 1 } } }, {}] }, /^a\[1\]\.measures: /],
  ['a list', [], /^the document: /],
])('a file with %s is refused, with the place', (_, text, said) => expect(mistake(bmf, text)).toMatch(said))
