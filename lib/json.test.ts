import { describe, expect, test } from 'vitest'
import { guardJson, IMPORT_LIMITS, parseJson, utf8 } from './json'

const bytes = (text: string) => new TextEncoder().encode(text)

test('what is fine stays as it is', () => {
  const value = { a: [1, 'x', { b: 'é "quoted" \\ \u2028' }, [], null], 'c:"d"': { e: true }, '': '[{' }
  expect(parseJson(JSON.stringify(value))).toEqual(value)
  expect(parseJson(JSON.stringify(value, null, 2))).toEqual(value)
})

describe('refuses', () => {
  test.each([
    ['a deep array', '['.repeat(10_000), /nested deeper than 32/],
    ['a deep object', '{"a":'.repeat(10_000), /nested deeper than 32/],
    [
      'many keys',
      `{${Array.from({ length: 60_001 }, (_, i) => `"k${i}":1`).join()}}`,
      /more than 60000 keys/,
    ],
    ['many containers', `[${'[],'.repeat(40_000)}[]]`, /objects and arrays/],
    ['__proto__', '{"a":{"__proto__":{"x":1}}}', /a\.__proto__: is not allowed/],
    ['__proto__ in disguise', '{"\\u005f_proto__":1}', /is not allowed as a key/],
    ['constructor', '{"a":[{"constructor":1}]}', /a\[0\]\.constructor: is not allowed/],
    ['a key given twice', '{"a":1,"\\u0061":2}', /a: is given twice/],
    ['a NUL', '{"a":["x","\\u0000"]}', /a\[1\]: has a NUL/],
    ['a NUL in a key', '{"a\\u0000":1}', /NUL/],
    ['half of a character', '{"a":{"b":"\\ud800"}}', /a\.b: has half of a character/],
    ['the other half', '["\\udc00\\ud800"]', /\[0\]: has half/],
    ['a body cut off', '{"a": [1, 2', /not valid JSON/],
    ['a string cut off', '{"a": "x', /not valid JSON/],
    ['an escape that is none', '{"a": "\\x"}', /not valid JSON/],
    ['NaN', '{"a": NaN}', /not valid JSON/],
    ['nothing but brackets', ']]]]', /not valid JSON/],
  ])('%s', (_, text, message) => {
    expect(() => parseJson(text)).toThrow(message)
  })
})

test('a whole character in two escapes is one', () => {
  expect(parseJson('["\\ud83d\\ude00"]')).toEqual(['😀'])
})

test('a string that only looks like a key is none', () => {
  expect(parseJson('["__proto__", {"a": "constructor"}]')).toEqual(['__proto__', { a: 'constructor' }])
})

test('other tools may say more', () => {
  expect(() => guardJson('['.repeat(60) + ']'.repeat(60), IMPORT_LIMITS)).not.toThrow()
})

test('eight megabytes of the worst take no time', () => {
  const worst = [
    `"${'\\'.repeat(8_000_000)}`,
    `["${'\\"'.repeat(4_000_000)}"]`,
    `[${'"",'.repeat(2_600_000)}""]`,
  ]
  for (const text of worst) {
    const start = performance.now()
    try {
      guardJson(text, { depth: 32, keys: 10, containers: 10 })
    } catch {}
    expect(performance.now() - start).toBeLessThan(2_000)
  }
})

test('only whole UTF-8 without NUL is text', () => {
  expect(utf8(bytes('né'))).toBe('né')
  expect(() => utf8(new Uint8Array([0x22, 0xff, 0x22]))).toThrow(/UTF-8/)
  expect(() => utf8(new Uint8Array([0xed, 0xa0, 0x80]))).toThrow(/UTF-8/)
  expect(() => utf8(bytes('a\0'))).toThrow(/NUL character at position 1/)
})
