import { describe, expect, test } from 'vitest'
import {
  ascending,
  deviation,
  mean,
  median,
  probabilityOf,
  QUANTILE_NAMES,
  quantile,
  quantilesOf,
  statisticFrom,
} from './stats'
import { seeded, times } from './testing/seeded'
import { statistic } from './wire'

/** Type 7 as Hyndman and Fan write it: x(j) + g (x(j+1) − x(j)), with j + g = (n − 1) p + 1, counted from 1. */
function naive(values: readonly number[], p: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const h = (sorted.length - 1) * p + 1
  const x = (j: number) => sorted[Math.min(j, sorted.length) - 1]!
  return x(Math.floor(h)) + (h - Math.floor(h)) * (x(Math.floor(h) + 1) - x(Math.floor(h)))
}

describe('quantile', () => {
  test.each([
    // numpy.percentile([1, 2, 3, 4], …) and R's quantile(1:10, …), whose default is the same type
    [[1, 2, 3, 4], 0.25, 1.75],
    [[1, 2, 3, 4], 0.5, 2.5],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.95, 9.55],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.1, 1.9],
    [[7], 0.95, 7],
    [[3, 9], 0, 3],
    [[3, 9], 1, 9],
  ])('of %j at %d is %d', (sorted, q, expected) => expect(quantile(sorted, q)).toBeCloseTo(expected, 12))

  test('agrees with the definition, whatever the samples', () => {
    const random = seeded(5)
    for (let i = 0; i < 300; i++) {
      const values = times(random.integer(1, 60), () =>
        random.pick([random.normal(), random.integer(-3, 3), 1e9]),
      )
      const q = random.pick([0, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1, random.uniform()])
      const found = quantile(ascending(values), q)
      expect(Math.abs(found - naive(values, q))).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(found)))
    }
  })
  test('of nothing is not a number', () => expect(quantile([], 0.5)).toBeNaN())
  test('sorts as numbers, and leaves what it was given as it was', () => {
    const values = [10, 9, -1, 100]
    expect([...ascending(values)]).toEqual([-1, 9, 10, 100])
    expect(values).toEqual([10, 9, -1, 100])
    expect(median(values)).toBe(9.5)
  })
})

describe('mean and deviation', () => {
  // Certified values of the NIST Statistical Reference Datasets, "NumAcc1" to "NumAcc4".
  const alternating = (base: number) => [base + 0.2, ...times(1000, (i) => base + (i % 2 ? 0.3 : 0.1))]
  test.each([
    ['NumAcc1', [10000001, 10000003, 10000002], 10000002, 1],
    ['NumAcc2', alternating(1), 1.2, 0.1],
    ['NumAcc3', alternating(1_000_000), 1_000_000.2, 0.1],
    ['NumAcc4', alternating(10_000_000), 10_000_000.2, 0.1],
  ])('%s', (_, values, certifiedMean, certifiedDeviation) => {
    expect(mean(values) / certifiedMean).toBeCloseTo(1, 14)
    expect(deviation(values)).toBeCloseTo(certifiedDeviation, 8)
  })
  test('of equal numbers are that number and nothing', () => {
    for (const value of [0.1, 1 / 3, 187.8, 1e-9])
      for (const n of [2, 3, 7, 10, 1000]) {
        expect(mean(times(n, () => value))).toBe(value)
        expect(deviation(times(n, () => value))).toBe(0)
      }
  })
  test('of too few are not a number', () => {
    expect(mean([])).toBeNaN()
    expect(deviation([1])).toBeNaN()
  })
})

describe('the ten numbers of a measurement', () => {
  const samples = times(101, (i) => i)
  test('are in the order of their names, and each statistic finds its own', () => {
    const ten = quantilesOf(ascending(samples))
    expect(ten).toEqual([0, 5, 25, 50, 75, 90, 95, 99, 100, 50])
    expect(statistic.options.map((name) => statisticFrom(ten, name))).toEqual([
      50, 0, 100, 5, 25, 50, 75, 90, 95, 99,
    ])
  })
  test('are those that a target can be for, and all of them', () =>
    expect([...QUANTILE_NAMES].sort()).toEqual([...statistic.options].sort()))
  test('have a probability, but for the mean', () => {
    expect(statistic.options.filter((name) => probabilityOf(name) === null)).toEqual(['mean'])
    for (const name of statistic.options.filter((s) => /^p\d/.test(s)))
      expect(probabilityOf(name)).toBe(Number(name.slice(1)) / 100)
  })
})
