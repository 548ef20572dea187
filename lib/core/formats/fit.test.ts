import { expect, test } from 'vitest'
import { metricName } from '../wire'
import { fitError, fitName, fitUnit, fitWords } from './fit'

test.each([
  ['a\u0000b\nc\u0085', 'a b c'],
  ['fib(10)', 'fib(10)'],
  ['x'.repeat(200), 'x'.repeat(200)],
  ['', '(unnamed)'],
  ['  ', '(unnamed)'],
  ['half \ud83d', 'half \ufffd'],
])('%j is fit as %j', (name, fit) => expect(fitName(name)).toBe(fit))

test('a long name keeps its beginning and its measure, is the same every time and no other', () => {
  const long = 'x'.repeat(500)
  const [a, b] = [fitName(`${long}a`, 'latency'), fitName(`${long}b`, 'latency')]
  expect(a).toMatch(/^x{179}…[0-9a-f]{12}\/latency$/)
  expect(a).toHaveLength(200)
  expect(b).not.toBe(a)
  expect(fitName(`${long}a`, 'latency')).toBe(a)
  for (const [name, measure] of [
    ['😀'.repeat(150), undefined],
    [`a${'😀'.repeat(150)}`, 'm'],
    ['a', 'm'.repeat(300)],
  ] as const)
    expect(metricName.safeParse(fitName(name, measure)).success).toBe(true)
})

test('an error is its first line, fit for the wire', () => {
  expect(fitError('\n boom\u0007 \r\nat x', 'none')).toBe('boom')
  expect(fitError(' ', 'none')).toBe('none')
  expect(fitError('e'.repeat(400), 'none')).toHaveLength(300)
})

test('a unit is cut; none is none', () => {
  expect(fitUnit('u'.repeat(40))).toHaveLength(30)
  for (const none of ['', ' \n', undefined]) expect(fitUnit(none)).toBeUndefined()
})

test.each([
  ['Intel', 'Intel'],
  ['a\nb', 'a b'],
  ['', null],
  [3, null],
  [undefined, null],
])('of a machine %j is said as %j', (given, expected) => expect(fitWords(given)).toBe(expected))
