import { expect, test } from 'vitest'
import { tryJson } from './json'
import { isLoose, looseNumber, strictJson } from './loose-json'

test.each([
  [
    '{"a": NaN, "b": -Infinity, "c": [Infinity, -nan, inf, -inf]}',
    { a: 'NaN', b: '-Infinity', c: ['Infinity', 'NaN', 'Infinity', '-Infinity'] },
  ],
  ['{"NaN": "is NaN \\" NaN", "b": 1}', { NaN: 'is NaN " NaN', b: 1 }],
  ['{"a\\\\": NaN, "b": "\\\\\\" inf"}', { 'a\\': 'NaN', b: '\\" inf' }],
  ['\ufeff{"a": 1}', { a: 1 }],
  ['{"a": "NaN', undefined],
  ['{"a": NaN', undefined],
  ['{"a": banana}', undefined],
  ['nan', undefined],
])('%s', (text, value) => expect(tryJson(strictJson(text))).toEqual(value))

test.each([
  [1, 1],
  ['NaN', Number.NaN],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['1', undefined],
  [null, undefined],
])('%j is the number %d', (value, number) => expect(looseNumber(value)).toBe(number))

test('what is JSON already, or lacks the key, is not looked at', () => {
  const text = '{"a": NaN}'
  expect(isLoose(text, undefined, 'a', () => true)).toBe(true)
  expect(isLoose(text, undefined, 'b', () => true)).toBe(false)
  expect(isLoose(text, {}, 'a', () => true)).toBe(false)
  expect(isLoose('{"a": 1', undefined, 'a', () => true)).toBe(false)
})

test('a long text takes no long time', () => {
  const text = `[${'NaN,"x\\"NaN",'.repeat(200_000)}1]`
  expect(JSON.parse(strictJson(text))).toHaveLength(400_001)
})
