import { expect, test } from 'vitest'
import { forestAxis } from './forest-axis'

const row = (ratio: number | null, low: number | null = null, high: number | null = null) => ({
  ratio,
  low,
  high,
})

test('equal is in the middle, and half is as far from it as twice', () => {
  const axis = forestAxis([row(1.4, 1.2, 1.6)])
  expect(axis.at(1)).toBe(50)
  expect(axis.at(1.4) - 50).toBeCloseTo(50 - axis.at(1 / 1.4), 10)
})

test('every point is on it, up to eight times; an interval that reaches further is held at the end', () => {
  const axis = forestAxis([row(1.05, 0.2, 5), row(0.97, 0.95, 0.99)])
  expect([axis.holds(1.05), axis.holds(1.5), axis.holds(5)]).toEqual([true, true, false])
  expect(axis.at(5)).toBe(100)
  expect(forestAxis([row(3)]).holds(3)).toBe(true)
  expect(forestAxis([row(100)]).holds(8.1)).toBe(false)
})

test.each([[[]], [[row(null)]], [[row(1, 1, 1)]]])(
  '%j still has an axis, of a tenth to both sides',
  (rows) => {
    const axis = forestAxis(rows)
    expect([axis.at(1 / 1.1), axis.at(1.1)].map(Math.round)).toEqual([0, 100])
  },
)

test.each([1.01, 1.3, 2, 4, 50])('ticks for a ratio of %d are round, few and apart', (ratio) => {
  const { ticks } = forestAxis([row(ratio)])
  expect(ticks.length).toBeGreaterThanOrEqual(3)
  expect(ticks.length).toBeLessThanOrEqual(7)
  const places = ticks.map((tick) => tick.at)
  for (const [i, place] of places.slice(1).entries()) expect(place - places[i]!).toBeGreaterThan(12)
})
