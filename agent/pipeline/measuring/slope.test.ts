import { expect, test } from 'vitest'
import { mulberry32, slopeInterval, theilSen } from './slope'

const random = mulberry32(7)
const line = (slope: number, noise: number, outlier = 0) =>
  Array.from({ length: 24 }, (_, i) => ({
    x: 5 * i,
    y: 200 + slope * 5 * i + noise * (random() - 0.5) + (i === 12 ? outlier : 0),
  }))

test('finds an exact slope exactly', () => expect(theilSen(line(0.25, 0))).toBeCloseTo(0.25, 10))

test('is not moved by one wild point', () => expect(theilSen(line(0.25, 0, 500))).toBeCloseTo(0.25, 3))

test.each([0, 0.2, 1, 5])('a leak of %d MB per session lies in a narrow interval', (leak) => {
  const { value, low, high } = slopeInterval(line(leak, 4))
  expect(low).toBeLessThanOrEqual(value)
  expect(high).toBeGreaterThanOrEqual(value)
  expect(Math.abs(value - leak)).toBeLessThan(0.05)
  expect(high - low).toBeLessThan(0.1)
})

test('the same points give the same interval', () => {
  const points = line(1, 3)
  expect(slopeInterval(points)).toEqual(slopeInterval(points))
})

test('refuses two points', () => expect(() => slopeInterval(line(1, 1).slice(0, 2))).toThrow(RangeError))
