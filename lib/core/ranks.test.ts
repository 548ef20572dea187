import jstat from 'jstat'
import { describe, expect, test } from 'vitest'
import { hodgesLehmann, mannWhitney, uDistribution } from './ranks'
import { seeded, times } from './testing/seeded'

// Permeability of the human chorioamnion, 12 to 26 weeks and at term: Hollander and Wolfe, 1973, table 4.1.
const EARLY = [1.15, 0.88, 0.9, 0.74, 1.21]
const TERM = [0.8, 0.83, 1.89, 1.04, 1.45, 1.38, 1.91, 1.64, 0.73, 1.46]

/** U of every way to deal ranks out to two samples. */
function allU(m: number, n: number): number[] {
  if (m === 0) return [0]
  if (n === 0) return [0]
  // The largest value belongs to one of the two: of the second, it beats all m of the first.
  return [...allU(m - 1, n), ...allU(m, n - 1).map((u) => u + m)]
}

describe('the distribution of U', () => {
  test('is that of dealing out ranks in every way', () => {
    for (const [m, n] of [
      [1, 1],
      [1, 6],
      [4, 3],
      [5, 5],
      [7, 4],
    ] as const) {
      const dealt = allU(m, n)
      const counted = times(m * n + 1, (u) => dealt.filter((d) => d === u).length / dealt.length)
      const p = uDistribution(m, n)
      for (const [u, expected] of counted.entries()) expect(p[u]).toBeCloseTo(expected, 12)
    }
  })
  // Critical values for a two-sided 5%, as tables print them.
  test.each([
    [4, 4, 0],
    [5, 5, 2],
    [6, 6, 5],
    [7, 7, 8],
    [8, 8, 13],
    [9, 9, 17],
    [10, 10, 23],
    [5, 10, 8],
    [20, 20, 127],
  ])('of %d and %d values has the critical value %d', (m, n, critical) => {
    const p = uDistribution(m, n)
    const below = (u: number) => p.subarray(0, u + 1).reduce((a, b) => a + b, 0)
    expect(below(critical)).toBeLessThanOrEqual(0.025)
    expect(below(critical + 1)).toBeGreaterThan(0.025)
    expect(below(m * n)).toBeCloseTo(1, 12)
  })
})

describe('Mann–Whitney', () => {
  test('is that of the book: U 35, one-sided .1272', () => {
    const { u, p, exact } = mannWhitney(EARLY, TERM)
    expect({ u, exact }).toEqual({ u: 35, exact: true })
    expect(p / 2).toBeCloseTo(0.1272, 4)
  })
  test('does not ask which sample comes first', () => {
    const other = mannWhitney(TERM, EARLY)
    expect(other).toMatchObject({ u: 15 })
    expect(other.p).toBe(mannWhitney(EARLY, TERM).p)
  })
  test('with ties is the normal with the variance of U over all permutations', () => {
    const [before, after] = [
      [1, 2, 2, 3, 3, 4],
      [3, 4, 4, 5, 5, 2],
    ]
    const observed = mannWhitney(before, after)
    expect(observed).toMatchObject({ u: 29, exact: false })
    const all = [...before, ...after]
    const us = times(2 ** 12, (bits) => bits)
      .filter((bits) => bits.toString(2).replaceAll('0', '').length === 6)
      .map((bits) => {
        const chosen = (want: number) => all.filter((_, i) => ((bits >> i) & 1) === want)
        return mannWhitney(chosen(0), chosen(1)).u
      })
    expect(us).toHaveLength(924)
    const variance = us.reduce((sum, u) => sum + (u - 18) ** 2, 0) / us.length
    // 11 from the middle, less the correction for continuity
    expect(observed.p).toBeCloseTo(2 * jstat.jStat.normal.cdf(-10.5 / Math.sqrt(variance), 0, 1), 9)
    expect(observed.p).toBeCloseTo(0.0853, 4)
  })
  test('sees nothing in equal values', () => expect(mannWhitney([2, 2], [2, 2, 2]).p).toBe(1))
  test('beyond 400 pairs goes on where the exact one ends', () => {
    const random = seeded(41)
    const [x, y] = [times(20, () => random.normal()), times(21, () => random.normal() + 0.6)]
    const [exact, near] = [mannWhitney(x, y.slice(0, 20)), mannWhitney(x, y)]
    expect([exact.exact, near.exact]).toEqual([true, false])
    expect(Math.abs(Math.log(exact.p / near.p))).toBeLessThan(0.7)
  })
  test('finds a difference in a twentieth of equal samples', () => {
    const random = seeded(42)
    const found = times(2_000, () => {
      const draw = () => random.lognormal(100, 0.3)
      return mannWhitney(times(8, draw), times(9, draw)).p <= 0.05
    })
    const share = found.filter(Boolean).length / 2_000
    expect(share).toBeGreaterThan(0.033)
    expect(share).toBeLessThan(0.058)
  })
  test('refuses an empty sample', () => expect(() => mannWhitney([], [1])).toThrow(RangeError))
})

describe('the Hodges–Lehmann shift', () => {
  test('is that of the book: .305', () => expect(hodgesLehmann(EARLY, TERM).shift).toBeCloseTo(0.305, 9))
  test('has the interval of what the test does not reject', () => {
    const { low, high } = hodgesLehmann(EARLY, TERM)
    const shifted = (by: number) =>
      mannWhitney(
        EARLY,
        TERM.map((v) => v - by),
      ).p
    expect(shifted(low! + 1e-6)).toBeGreaterThan(0.05)
    expect(shifted(low! - 1e-6)).toBeLessThanOrEqual(0.05)
    expect(shifted(high! - 1e-6)).toBeGreaterThan(0.05)
    expect(shifted(high! + 1e-6)).toBeLessThanOrEqual(0.05)
  })
  test.each([
    [3, 3, 0],
    [5, 5, 0.95],
    [5, 20, 0.95],
    [21, 30, 0.95],
  ])('holds the true shift of %d and %d values often enough', (m, n, least) => {
    const random = seeded(43)
    const held = times(1_000, () => {
      const draw = () => random.lognormal(10, 0.5)
      const { low, high } = hodgesLehmann(
        times(m, draw),
        times(n, () => draw() + 3),
      )
      return low === null ? null : low <= 3 && high! >= 3
    })
    if (least === 0) expect(held.every((h) => h === null)).toBe(true)
    else expect(held.filter(Boolean).length / 1_000).toBeGreaterThan(least - 0.02)
  })
  test('refuses an empty sample', () => expect(() => hodgesLehmann([1], [])).toThrow(RangeError))
})
