import { expect, test } from 'vitest'
import { metricName } from '../wire'
import { fitError, fitName } from './fit'
import { FormatError } from './format-error'
import { type Found, measured } from './measured'

const is = { value: 1 }
const names = (...found: Omit<Found, 'is'>[]) =>
  measured(
    found.map((f) => ({ ...f, is })),
    'x',
  ).map((m) => m.metric)

test('a name is kept as it is, with the measure after it', () =>
  expect(names({ name: 'Fib (20) é ' }, { name: 'Fib (20) é ', measure: 'memory' })).toEqual([
    'Fib (20) é ',
    'Fib (20) é /memory',
  ]))

test('equal names are told apart by the first labels in which they differ, and else by a number', () => {
  expect(names({ name: 'a', labels: ['n=1', 'x'] }, { name: 'a', labels: ['n=2', 'x'] })).toEqual([
    'a [n=1]',
    'a [n=2]',
  ])
  expect(
    names({ name: 'a', labels: ['', 'x'] }, { name: 'a', labels: ['', 'y'] }, { name: 'b', labels: ['n=1'] }),
  ).toEqual(['a [x]', 'a [y]', 'b'])
  expect(names({ name: 'a' }, { name: 'a' }, { name: 'a #2' }, { name: 'a' })).toEqual([
    'a',
    'a #2',
    'a #2 #2',
    'a #3',
  ])
  expect(names({ name: 'a\tb' }, { name: 'a b' })).toEqual(['a b', 'a b #2'])
})

test.each([
  ['a\u0000b\nc\u0085', 'a b c '],
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

test('nothing, and more than a run can hold, are refused in one line', () => {
  const many = Array.from({ length: 5001 }, () => ({ name: 'a', is }))
  const said = (found: Found[]) => {
    try {
      return measured(found, 'the place').length
    } catch (error) {
      return error instanceof FormatError && `${error.place}: ${error.message}`
    }
  }
  expect(said([])).toBe('the place: holds no benchmark')
  expect(said(many)).toBe('the place: holds 5001 measurements; a run takes at most 5000')
  expect(said(many.slice(1))).toBe(5000)
  const samples = Array.from({ length: 100_001 }, () => 1)
  expect(said([{ name: 'a', is: { samples } }])).toBe('the place: a has more than 100000 samples')
})
