import { expect, test } from 'vitest'
import { tryLooseJson, withoutNaN } from './loose-json'

test.each([
  ['{"a": NaN, "b": -Infinity, "c": [Infinity, -nan, inf]}', { a: null, b: null, c: [null, null, null] }],
  ['{"NaN": "is NaN \\" NaN", "b": 1}', { NaN: 'is NaN " NaN', b: 1 }],
  ['{"a": "NaN', undefined],
  ['{"a": NaN', undefined],
  ['{"a": banana}', undefined],
  ['nan', undefined],
])('%s', (text, value) => expect(tryLooseJson(text)).toEqual(value))

test('a long text takes no long time', () => {
  const text = `[${'NaN,"x\\"NaN",'.repeat(200_000)}1]`
  expect(JSON.parse(withoutNaN(text))).toHaveLength(400_001)
})
