import { expect, test } from 'vitest'
import { FormatError } from './format-error'
import { instantOf, instantOrNone } from './instant'

test.each([
  ['2024.01.01 3:00:00 +0100', '2024-01-01T02:00:00.000Z'],
  ['2024-01-01 02:00:00', '2024-01-01T02:00:00.000Z'],
  ['2024-01-01T02:00:00.5Z', '2024-01-01T02:00:00.500Z'],
  ['2026-03-01T10:00:00.123456789+01:00', '2026-03-01T09:00:00.123Z'],
  ['2024/1/2', '2024-01-02T00:00:00.000Z'],
  ['2024-01-01 02:00 UTC', '2024-01-01T02:00:00.000Z'],
  ['1704067200', '2024-01-01T00:00:00.000Z'],
  ['1704067200.5', '2024-01-01T00:00:00.500Z'],
  ['1704067200000', '2024-01-01T00:00:00.000Z'],
  ['2024-02-30', null],
  ['2024-13-01', null],
  ['2024-01-01 25:00', null],
  ['1960-01-01', null],
  ['yesterday', null],
  ['10.43', null],
  ['', null],
  [0, '1970-01-01T00:00:00.000Z'],
  [253_402_300_799_999, '9999-12-31T23:59:59.999Z'],
  [253_402_300_800_000, null],
  [-1, null],
  [Number.NaN, null],
])('%j is the time %j', (text, expected) => expect(instantOrNone(text)).toBe(expected))

test('what is no time is refused with its place', () => {
  expect(instantOf('2024-01-01T02:00:00+02:00', 'date')).toBe('2024-01-01T00:00:00.000Z')
  expect(() => instantOf('today', 'date')).toThrow(FormatError)
})
