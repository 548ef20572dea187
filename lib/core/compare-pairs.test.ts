import { describe, expect, test } from 'vitest'
import { balancedOrder, ratioOfPairs } from './compare-pairs'
import { judgeRatios } from './ratio'
import { shiftOf } from './signed-rank'
import { seeded, times } from './testing/seeded'

describe('the interval of a shift', () => {
  // n = 10: P(T ≤ 8) = 25/1024, so the ninth Walsh average from either end (Hollander, Wolfe and Chicken, table A.4).
  test('is that of the published table', () => {
    const differences = [1.1, -0.4, 2.3, 0.2, 0.9, -1.3, 0.5, 1.9, 0.7, -0.1]
    const { shift, low, high, p } = shiftOf(differences)
    const means = differences
      .flatMap((a, i) => differences.slice(i).map((b) => (a + b) / 2))
      .sort((a, b) => a - b)
    expect({ low, high, shift }).toEqual({ low: means[8], high: means[46], shift: means[27] })
    expect(p).toBeCloseTo(0.1309, 3)
  })
  test.each([
    [5, null],
    [6, -1],
  ])('of %i differences begins at %s', (n, low) => expect(shiftOf(times(n, (i) => i - 1)).low).toBe(low))
})

/** Pairs on a machine that drifts by a third and disturbs one launch in twenty. */
function launches(seed: number, ratio: number, n: number): [number, number][] {
  const random = seeded(seed)
  let drift = 0
  const one = (level: number) =>
    level * Math.exp(drift + 0.02 * random.normal()) * (random.uniform() < 0.05 ? 1 + random.uniform() : 1)
  return balancedOrder(n, random.uniform).map((order) => {
    drift += 0.05 * random.normal()
    const first = one(order === 'A first' ? 100 : 100 * ratio)
    const second = one(order === 'A first' ? 100 * ratio : 100)
    return order === 'A first' ? [first, second] : [second, first]
  })
}
const verdict = (pairs: [number, number][]) =>
  judgeRatios([{ ratio: ratioOfPairs(pairs), direction: 'lower', minEffect: 0.02 }])[0]

describe('simulated', () => {
  const seeds = times(2_000, (i) => i + 1)
  test('the same against the same: 95% of the intervals hold 1, and fewer than 5% are called different', () => {
    const ratios = seeds.map((seed) => ratioOfPairs(launches(seed, 1, 10))!)
    const holds = ratios.filter(({ low, high }) => low! <= 1 && high! >= 1).length / seeds.length
    expect(holds).toBeGreaterThan(0.94)
    const called = seeds.filter((seed) => verdict(launches(seed, 1, 10)) !== 'no_difference').length
    expect(called / seeds.length).toBeLessThan(0.055)
  })
  test('a true 5% is covered by the interval as often, and found by 20 pairs', () => {
    const ratios = seeds.map((seed) => ratioOfPairs(launches(seed, 1.05, 20))!)
    const covered = ratios.filter(({ low, high }) => low! <= 1.05 && high! >= 1.05).length / seeds.length
    expect(covered).toBeGreaterThan(0.94)
    const found = seeds.filter((seed) => verdict(launches(seed, 1.05, 20)) === 'worse').length
    expect(found / seeds.length).toBeGreaterThan(0.95)
  })
  test('less than 2% is never called, however sure', () =>
    expect(verdict(times(100, (i) => [100 + (i % 3), 101.5 + (i % 3)]))).toBe('no_difference'))
})

test('equal numbers have the ratio 1 and no doubt', () =>
  expect(ratioOfPairs(times(8, () => [3, 3]))).toEqual({ ratio: 1, low: 1, high: 1, p: 1 }))
test('where a value is zero there is no ratio', () =>
  expect(ratioOfPairs([...times(8, () => [3, 3] as [number, number]), [0, 1]])).toBeNull())
test('a throughput that falls is worse', () =>
  expect(
    judgeRatios([{ ratio: ratioOfPairs(times(10, () => [100, 90])), direction: 'higher', minEffect: 0.02 }]),
  ).toEqual(['worse']))
test('too few launches cannot tell', () => expect(verdict(times(5, () => [100, 150]))).toBe('cannot_tell'))
test('the order is balanced in every two pairs', () => {
  const order = balancedOrder(11, seeded(4).uniform)
  expect(order).toHaveLength(11)
  for (const i of [0, 2, 4, 6, 8]) expect(new Set(order.slice(i, i + 2)).size).toBe(2)
  expect(new Set(times(40, (i) => balancedOrder(1, seeded(i).uniform)[0])).size).toBe(2)
})
