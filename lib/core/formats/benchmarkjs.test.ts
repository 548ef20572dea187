import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { benchmarkjs } from './benchmarkjs'

const sample = (name: string) => readFileSync(`${import.meta.dirname}/samples/${name}`, 'utf8')
const measured = (text: string) => benchmarkjs.parse(text).measurements

test('a real file: cycles a second within their margin, and no line that only looks like one', () =>
  expect(measured(sample('benchmarkjs.txt'))).toEqual([
    { metric: 'fib(10)', unit: 'ops/s', value: 1_431_759, low: 1_421_163.9834, high: 1_442_354.0166 },
    { metric: 'fib(20)', unit: 'ops/s', value: 12_146, low: 12_107.1328, high: 12_184.8672 },
    {
      metric: 'createObjectBuffer with 200 comments',
      unit: 'ops/s',
      value: 81.61,
      low: 80.22263,
      high: 82.99737,
    },
  ]))

const shape = { unit: 'ops/s', value: 100, low: 90, high: 110 }
test.each([
  ['a x b x 100 ops/sec ±10.00% (1 run sampled)', [{ metric: 'a x b', ...shape }]],
  ['a x 100 ops/sec +/-10.00% (9 runs sampled)', [{ metric: 'a', ...shape }]],
  ['a x 100 ops/sec Â±10.00% (9 runs sampled)\r\nDone!', [{ metric: 'a', ...shape }]],
  ['  \u001b[32ma\u001b[39m x 100 ops/sec ±10.00% (9 runs sampled)', [{ metric: 'a', ...shape }]],
  ['<Test #1> x 100 ops/sec ±10.00% (9 runs sampled)', [{ metric: '<Test #1>', ...shape }]],
  ['a x 100 ops/sec ±150% (2 runs sampled)', [{ metric: 'a', unit: 'ops/s', value: 100, low: 0, high: 250 }]],
  ['a x 100 ops/sec ±NaN% (1 run sampled)', [{ metric: 'a', unit: 'ops/s', value: 100 }]],
  [
    'a x Infinity ops/sec ±0.00% (0 runs sampled)',
    [{ metric: 'a', unit: 'ops/s', error: 'the benchmark gave Infinity ops/sec' }],
  ],
  [
    'a x 100 ops/sec ±10.00% (9 runs sampled)\nb: TypeError: f is not a function\nc: ',
    [
      { metric: 'a', ...shape },
      { metric: 'b', error: 'TypeError: f is not a function' },
      { metric: 'c', error: 'failed without a message' },
    ],
  ],
])('%j', (text, expected) => {
  expect(measured(text)).toEqual(expected)
  expect(benchmarkjs.detect(text, undefined)).toBe(true)
})

test('a file without a cycle is refused', () =>
  expect(() => measured('Fastest is a\n')).toThrow(
    expect.objectContaining({ place: 'the document', message: 'holds no benchmark' }),
  ))
