import { expect, test } from 'vitest'
import { seeded, times } from './testing/seeded'
import { LEAST_POINTS, slopeInterval, theilSen } from './theil-sen'

const { normal } = seeded(7)
const line = (slope: number, noise: number, outlier = 0, n = 13) =>
  times(n, (i) => ({ x: 10 * i, y: 200 + slope * 10 * i + noise * normal() + (i === 6 ? outlier : 0) }))

test('finds an exact slope exactly', () => expect(theilSen(line(0.25, 0))).toBeCloseTo(0.25, 10))

test('is not moved by one wild point', () => expect(theilSen(line(0.25, 0, 500))).toBeCloseTo(0.25, 3))

// scipy.stats.theilslopes 1.17.1 says the same slopes.
const y = [1.25, 1.9, 3.4, 3.15, 5.2, 6.0, 6.1, 8.3, 8.22, 9.9]
test.each([
  ['uneven x', [1, 2, 4, 7, 8, 9, 12, 13, 15, 20], 0.4978571428571429],
  ['shared x', [0, 0, 1, 1, 2, 2, 3, 3, 4, 4], 1.9625],
])('agrees with scipy: %s', (_, xs, slope) => {
  const points = xs.map((x, i) => ({ x, y: y[i]! }))
  const { value, low, high } = slopeInterval(points)
  expect(value).toBeCloseTo(slope, 10)
  expect(low).toBeLessThan(value)
  expect(high).toBeGreaterThan(value)
})

test('six points have an interval, five have none', () => {
  const points = [3, 1, 4, 1.5, 9, 2.6].map((v, x) => ({ x, y: v }))
  expect(points).toHaveLength(LEAST_POINTS)
  expect(slopeInterval(points)).toMatchObject({ low: expect.any(Number), high: expect.any(Number) })
  expect(slopeInterval(points.slice(0, -1))).toMatchObject({ low: null, high: null })
})

test('the interval covers the truth at least 95 times of 100, and is no wider than it must be', () => {
  const tries = times(2_000, () => slopeInterval(line(1, 2)))
  const covered = tries.filter(({ low, high }) => low! <= 1 && 1 <= high!).length / tries.length
  expect(covered).toBeGreaterThan(0.94)
  expect(covered).toBeLessThan(0.985)
})

test('points of one x have no slope', () => {
  const points = times(6, (i) => ({ x: 1, y: i }))
  expect(slopeInterval(points)).toEqual({ value: Number.NaN, low: null, high: null })
})
