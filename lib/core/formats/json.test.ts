import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { readJson, syntaxErrorAt } from './json'

const LONG = '{"first": 1, "second": [1, 2, 3], "third": '

describe('where JSON is not JSON', () => {
  test.each([
    ['at once', '<?xml version="1.0"?>', 0],
    ['at once, and short', 'x', 0],
    ['soon', '[1, x]', 4],
    ['soon, and much follows', '[1, x, 2, 3, 4, 5, 6, 7, 8, 9]', 4],
    ['later', `${LONG}nul}`, LONG.length + 3],
    ['later, among a lot', `${LONG}oh, "fourth": [4, 5, 6, 7]}`, LONG.length],
    ['at a quotation mark', '[1 "a"]', 3],
    ['at a character of two halves', `${LONG}🐢}`, LONG.length],
    ['after its end', '{} {}', 3],
    ['in a string', '["a\nb"]', 3],
    ['at its end', '{"a": [1, 2', 11],
    ['in nothing', '', 0],
  ])('%s', (_, text, at) => {
    expect.assertions(1)
    try {
      JSON.parse(text)
    } catch (error) {
      expect(syntaxErrorAt(text, error as Error)).toBe(at)
    }
  })

  test('is told by line and column', () => {
    const text = '{\n  "a": 1,\n  "b": oh no, "c": "much more"\n}'
    expect(() => readJson(text, z.unknown())).toThrow(expect.objectContaining({ place: 'line 3, column 8' }))
  })
})
