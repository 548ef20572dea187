import { expect, test } from 'vitest'
import { MAX_MEASUREMENTS, measurement } from '../wire'
import { FormatError } from './format-error'
import { type Found, measured } from './measured'

const is = { value: 1 }
const names = (...found: Omit<Found, 'is'>[]) =>
  measured(
    found.map((f) => ({ ...f, is })),
    'x',
  ).map((m) => m.metric)

test('a name is kept but for the space around it, with the measure after it', () =>
  expect(names({ name: 'Fib (20) é ' }, { name: 'Fib (20) é ', measure: 'memory' })).toEqual([
    'Fib (20) é',
    'Fib (20) é/memory',
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
  expect(names({ name: '' }, { name: ' ' })).toEqual(['(unnamed)', '(unnamed) #2'])
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

test('a long name given five thousand times is numbered in no time', () => {
  const started = performance.now()
  const found = measured(Array(MAX_MEASUREMENTS).fill({ name: 'y'.repeat(300), is }), 'x')
  expect(new Set(found.map((m) => m.metric)).size).toBe(MAX_MEASUREMENTS)
  expect(performance.now() - started).toBeLessThan(2_000)
})

test.each([
  [
    { value: 1, low: 0, high: 2 },
    { value: 1, low: 0, high: 2 },
  ],
  [{ value: 1, low: 2, high: 0 }, { value: 1 }],
  [{ value: 1, low: 2, high: 3 }, { value: 1 }],
  [
    { value: 1, low: Number.NEGATIVE_INFINITY, high: 3 },
    { value: 1, high: 3 },
  ],
  [{ samples: [1] }, { value: 1 }],
  [{ samples: [1, 2] }, { samples: [1, 2] }],
  [{ value: Number.NaN }, { error: 'the file gives NaN where a number belongs' }],
  [{ samples: [1, Number.POSITIVE_INFINITY] }, { error: 'the file gives Infinity where a number belongs' }],
  [{ samples: [] }, { error: 'the file gives no value where a number belongs' }],
  [{ unit: 's' }, { unit: 's', error: 'the file gives no value where a number belongs' }],
  [{ error: 'a\u0007b\nc' }, { error: 'a b' }],
  [{ error: '' }, { error: 'failed' }],
  [{ state: 'pruned' }, { state: 'pruned' }],
  [{ error: 'x'.repeat(400) }, { error: 'x'.repeat(300) }],
  [
    { value: 1, unit: 'u'.repeat(40) },
    { value: 1, unit: 'u'.repeat(30) },
  ],
  [{ value: 1, unit: '' }, { value: 1 }],
])('%j becomes %j', (given, expected) => {
  const [m] = measured([{ name: 'a', is: given }])
  expect(m).toEqual({ metric: 'a', ...expected })
  expect(measurement.parse(m)).toEqual(m)
})
