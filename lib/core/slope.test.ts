import { expect, test } from 'vitest'
import { theilSen } from './slope'
import { median } from './stats'
import { seeded, times } from './testing/seeded'

// Sen, 1968, section 6.
const AT = [1, 2, 3, 4, 10, 12, 18]
const VALUES = [9, 15, 19, 20, 45, 55, 78]

test('the slope is that of Sen’s example', () => expect(theilSen(VALUES, AT).slope).toBe(4))
test('its interval leaves out as many slopes at each end as Kendall’s statistic says', () => {
  const pairs = VALUES.flatMap((y, i) =>
    VALUES.slice(i + 1).map((z, k) => (z - y) / (AT[i + 1 + k]! - AT[i]!)),
  )
  const sorted = pairs.toSorted((a, b) => a - b)
  expect(sorted).toHaveLength(21)
  // Without ties S of seven points has a variance of 44.3; 1.96 deviations leave (21 − 13.05) / 2 = 3.98 of 21 slopes at each end.
  expect(theilSen(VALUES, AT)).toEqual({ slope: median(pairs), low: sorted[2], high: sorted[18] })
})
test('a line is found exactly, whatever a quarter of the points say', () => {
  const random = seeded(51)
  const values = times(40, (i) => 5 - 2 * i + (i % 4 === 3 ? 1_000 * random.uniform() : 0))
  expect(theilSen(times(40, (i) => 5 - 2 * i))).toEqual({ slope: -2, low: -2, high: -2 })
  expect(Math.abs(theilSen(values).slope + 2)).toBeLessThan(0.6)
})
test('values that never change have no slope', () =>
  expect(theilSen([3, 3, 3, 3, 3, 3])).toMatchObject({ slope: 0, low: 0, high: 0 }))
test('the interval holds the true slope about nineteen times out of twenty', () => {
  const random = seeded(52)
  for (const round of [0, 1]) {
    const held = times(1_500, () => {
      const noise = () => (round ? Math.round(random.normal()) : random.normal())
      const { low, high } = theilSen(times(20, (i) => 0.5 * i + noise()))
      return low! <= 0.5 && high! >= 0.5
    })
    const share = held.filter(Boolean).length / 1_500
    expect(share).toBeGreaterThan(0.93)
    // Rounded values have many slopes of exactly one half.
    if (!round) expect(share).toBeLessThan(0.98)
  }
})
// scipy.stats.theilslopes 1.17.1 says the same slopes.
const MORE = [1.25, 1.9, 3.4, 3.15, 5.2, 6.0, 6.1, 8.3, 8.22, 9.9]
test.each([
  ['uneven places', [1, 2, 4, 7, 8, 9, 12, 13, 15, 20], 0.4978571428571429],
  ['shared places', [0, 0, 1, 1, 2, 2, 3, 3, 4, 4], 1.9625],
])('agrees with scipy: %s', (_, at, expected) => {
  const { slope, low, high } = theilSen(MORE, at)
  expect(slope).toBeCloseTo(expected, 10)
  expect(low).toBeLessThan(slope)
  expect(high).toBeGreaterThan(slope)
})
test('six points have an interval, five have none', () => {
  const values = [3, 1, 4, 1.5, 9, 2.6]
  expect(theilSen(values)).toMatchObject({ low: expect.any(Number), high: expect.any(Number) })
  expect(theilSen(values.slice(0, -1))).toMatchObject({ low: null, high: null })
})
test('so few points cannot bound it', () =>
  expect(theilSen([1, 2, 4])).toMatchObject({ slope: 1.5, low: null, high: null }))
test('refuses what has no slope', () => {
  expect(() => theilSen([1])).toThrow('two places')
  expect(() => theilSen([1, 2], [4, 4])).toThrow('two places')
  expect(() => theilSen([1, 2], [4])).toThrow('its place')
})
