import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { seeded } from '../testing/seeded'
import { FormatError } from './format-error'
import { brokenJsonAt, pathText, readJson, tryJson } from './json'
import { jsonFaultAt } from './json-fault'

describe('where a text stops being JSON', () => {
  test.each([
    ['{"a": x}', 6],
    ['{"a": 1,}', 8],
    ['{"a" 1}', 5],
    ['{a: 1}', 1],
    ["{'a': 1}", 1],
    ['[1, 2', 5],
    ['[1 2]', 3],
    ['[1,, 2]', 3],
    ['[,1]', 1],
    ['{"a": 1}}', 8],
    ['{"a": [1}', 8],
    ['{"a": "x\ny"}', 8],
    ['"\\x"', 1],
    ['"\\u12g4"', 1],
    ['"abc', 4],
    ['"abc\\', 5],
    ['{"a": NaN}', 6],
    ['[Infinity]', 1],
    ['[-]', 1],
    ['[01]', 2],
    ['[1.]', 2],
    ['[.5]', 1],
    ['[+1]', 1],
    ['tru', 0],
    ['nulls', 4],
    ['', 0],
    ['  ', 2],
    ['abc', 0],
    ['// comment', 0],
    ['{"runId": ', 10],
    ['<?xml version="1.0"?>', 0],
    ['[1, x, 2, 3, 4, 5, 6, 7, 8, 9]', 4],
    ['[1 "a"]', 3],
    ['{"first": 1, "second": [1, 2, 3], "third": 🐢}', 43],
    ['{} {}', 3],
  ])('%j: %d', (text, at) => expect(jsonFaultAt(text)).toBe(at))

  test.each([
    '{}',
    '[]',
    ' [ { "a" : [ 1 , -2.5e-3 , "x\\u00e9\\"" , true , null ] } ] ',
    '"x"',
    '0',
    '-0',
    '[[],{}]',
  ])('nowhere in %s', (text) => expect(jsonFaultAt(text)).toBeNull())
  test('agrees with the engine on whether there is a place at all, whatever is broken', () => {
    const random = seeded(20)
    const whole = '{"a": [1, -2.5e+3, "x\\n", {"b": null}], "c": true}'
    for (let i = 0; i < 3000; i++) {
      const at = random.integer(0, whole.length - 1)
      const text =
        whole.slice(0, at) +
        random.pick(['', '"', ',', '}', ']', '0', 'x', '\\', ' ', ':']) +
        whole.slice(at + 1)
      const good = (() => {
        try {
          JSON.parse(text)
          return true
        } catch {
          return false
        }
      })()
      expect(jsonFaultAt(text) === null, text).toBe(good)
    }
  })
  test('is found in eight million characters, however they nest', () => {
    const started = performance.now()
    expect(jsonFaultAt('['.repeat(8_000_000))).toBe(8_000_000)
    expect(jsonFaultAt(`"${'a'.repeat(8_000_000)}`)).toBe(8_000_001)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})

describe('reading', () => {
  const schema = z.object({ a: z.array(z.object({ b: z.number('must be a number') })) })
  const mistake = (text: string) => {
    try {
      readJson(text, schema)
    } catch (error) {
      if (error instanceof FormatError) return `${error.place}: ${error.message}`
    }
    return null
  }
  test.each([
    ['{"a": [{"b": 1}]}', null],
    ['{\n  "a": tru\n}', 'line 2, column 8: is not JSON here'],
    ['{"a": [{"b": 1}, {"b": "1"}]}', 'a[1].b: must be a number'],
    ['7', 'the document: Invalid input: expected object, received number'],
  ])('%j', (text, expected) => expect(mistake(text)).toBe(expected))
})

test('a path is written as in JavaScript', () => {
  expect(pathText(['benchmarks', 2, 'stats', 'mean'])).toBe('benchmarks[2].stats.mean')
  expect(pathText([])).toBe('')
})

test('only objects and arrays are tried as JSON', () => {
  expect(tryJson(' \ufeff{"a": 1}')).toBeUndefined()
  expect(tryJson('{"a": 1}')).toEqual({ a: 1 })
  for (const text of ['7', '"x"', '{', '<a/>', '']) expect(tryJson(text)).toBeUndefined()
})

test('a text that only begins like JSON has the place where it breaks', () => {
  expect(brokenJsonAt('{\n  "a": 1,\n}')).toBe('line 3, column 1')
  expect(brokenJsonAt('[1, 2')).toBe('line 1, column 6')
  for (const text of ['{}', ' [1]', '<a>', 'hello {', '']) expect(brokenJsonAt(text)).toBeNull()
})
