import { expect, test } from 'vitest'
import { estimate, printedNumber, quantity } from './printed'
import { linesOf } from './text-lines'

test.each([
  ['13,967,756.30', 13_967_756.3],
  ['1,000', 1000],
  ['12', 12],
  ['1.', 1],
  ['.5', 0.5],
  ['-1.5e-3', -0.0015],
  ['1e999', Number.POSITIVE_INFINITY],
  ['1,5', Number.NaN],
  ['1,0000', Number.NaN],
  ['0x10', Number.NaN],
  ['NaN', Number.NaN],
  ['', Number.NaN],
])('%j is the number %d', (text, expected) => expect(printedNumber(text)).toBe(expected))

test('a quantity is in a unit of the wire, and its interval in the same', () => {
  expect(quantity('320.62', 'ps')).toEqual({ value: 0.32062, unit: 'ns' })
  expect(quantity('1', 'μs')).toEqual({ value: 1, unit: 'µs' })
  const middle = quantity('1', 'us')
  expect(estimate(middle, quantity('900', 'ns'), quantity('1', 'MB/s'))).toEqual({
    value: 1,
    unit: 'µs',
    low: 0.9,
    high: undefined,
  })
})

test.each([
  ['\ufeffa\r\nb\n', ['a', 'b', '']],
  ['a\rb', ['a', 'b']],
  ['progress\rdone\r\n', ['done', '']],
  ['\u001b[1;32ma\u001b[0m\u001b]0;title\u0007b', ['ab']],
  ['2026-03-01T10:00:00.1234567Z a\n', ['a', '']],
])('the lines of %j are %j', (text, expected) => expect(linesOf(text)).toEqual(expected))
