import { describe, expect, test } from 'vitest'
import { leastSamples, orderStatisticInterval, tCdf, tQuantile, tTwoSided, withinRun } from './intervals'
import { ascending, quantile } from './stats'
import { seeded, times } from './testing/seeded'
import type { Statistic } from './wire'

describe('Student’s t', () => {
  // Upper 2.5% and 0.5% points as tables print them.
  test.each([
    [1, 12.706, 63.657],
    [2, 4.303, 9.925],
    [3, 3.182, 5.841],
    [4, 2.776, 4.604],
    [5, 2.571, 4.032],
    [7, 2.365, 3.499],
    [10, 2.228, 3.169],
    [19, 2.093, 2.861],
    [30, 2.042, 2.75],
    [60, 2, 2.66],
    [120, 1.98, 2.617],
  ])('with %d degrees of freedom is that of the table', (df, two, one) => {
    expect(tQuantile(0.975, df)).toBeCloseTo(two, 3)
    expect(tQuantile(0.995, df)).toBeCloseTo(one, 3)
    expect(tQuantile(0.025, df)).toBeCloseTo(-two, 3)
  })
  test('goes over into the normal', () => expect(tQuantile(0.975, 100_000)).toBeCloseTo(1.95998, 4))
  test('two-sided probability and quantile are each other’s inverse', () => {
    for (const df of [1, 2, 5, 19, 99])
      for (const p of [0.5, 0.1, 0.05, 0.01, 0.001])
        expect(tTwoSided(tQuantile(1 - p / 2, df), df) / p).toBeCloseTo(1, 5)
  })
  test('agrees with integrating its density', () => {
    // For 2 and 4 degrees of freedom the distribution has a closed form.
    for (const t of [-5, -1, -0.1, 0, 0.4, 2, 8]) {
      expect(tCdf(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 9)
      const u = t / Math.sqrt(4 + t * t)
      expect(tCdf(t, 4)).toBeCloseTo(0.5 + (3 / 4) * (u - u ** 3 / 3), 9)
    }
  })
  test('is a probability however far out', () => {
    for (const t of [0, 1e-300, 40, 1e8, 1e300, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const p = tTwoSided(t, 19)
      expect(p).toBeGreaterThanOrEqual(0)
      expect(p).toBeLessThanOrEqual(1)
    }
  })
})

/** 5%, and the noise of adding up. */
const RISK = 0.05 + 1e-12

/** Probability of at most k of n, added up term by term, for every k. */
function binomial(n: number, q: number): number[] {
  let [logTerm, sum] = [n * Math.log(1 - q), 0]
  return times(n, (k) => {
    sum += Math.exp(logTerm)
    logTerm += Math.log(((n - k) / (k + 1)) * (q / (1 - q)))
    return sum
  })
}

describe('the order-statistic interval', () => {
  const ranks = (n: number, q: number) => {
    const { low, high } = orderStatisticInterval(
      times(n, (i) => i + 1),
      q,
    )
    return [low, high]
  }
  test('has the ranks that adding up the binomial gives', () => {
    for (const q of [0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99])
      for (const n of [1, 4, 5, 10, 20, 28, 29, 58, 59, 100, 298, 299, 500]) {
        const atMost = binomial(n, q)
        const lows = times(n, (i) => i + 1).filter((i) => atMost[i - 1]! <= RISK)
        const highs = times(n, (i) => i + 1).filter((j) => 1 - atMost[j - 1]! <= RISK)
        expect(ranks(n, q), `n ${n}, q ${q}`).toEqual([lows.at(-1) ?? null, highs[0] ?? null])
      }
  })
  test.each([
    [10, 0.5, [2, 9]],
    [20, 0.5, [6, 15]],
    [59, 0.95, [53, 59]],
  ])('of %d samples at %d is that of the tables', (n, q, expected) => expect(ranks(n, q)).toEqual(expected))

  test('is symmetric: the low end of q is the high end of 1 − q', () => {
    for (const n of [10, 60, 150])
      for (const q of [0.05, 0.25, 0.5]) {
        const [low, high] = ranks(n, q)
        const mirrored = [high, low].map((r) => (r === null || r === undefined ? null : n + 1 - r))
        expect(ranks(n, 1 - q)).toEqual(mirrored)
      }
  })
  test('is found for a hundred thousand samples, near the quantile', () => {
    const { low, high } = orderStatisticInterval(
      times(100_000, (i) => i),
      0.95,
    )
    // ± 1.645 √(n q (1 − q)) = ± 113
    expect(low).toBeGreaterThan(94_880)
    expect(high).toBeLessThan(95_120)
  })

  // The note: p50 5, p90 29, p95 59, p99 299.
  test.each([
    [0.5, 5],
    [0.9, 29],
    [0.95, 59],
    [0.99, 299],
  ])('bounds %d from above with %d samples and not with one fewer', (q, least) => {
    expect(leastSamples(q)).toBe(least)
    expect(
      orderStatisticInterval(
        times(least, (i) => i),
        q,
      ).high,
    ).not.toBeNull()
    expect(
      orderStatisticInterval(
        times(least - 1, (i) => i),
        q,
      ).high,
    ).toBeNull()
    expect(
      orderStatisticInterval(
        times(least, (i) => i),
        1 - q,
      ).low,
    ).not.toBeNull()
    expect(
      orderStatisticInterval(
        times(least - 1, (i) => i),
        1 - q,
      ).low,
    ).toBeNull()
  })

  test.each([
    ['p50', 0.5, 40],
    ['p90', 0.9, 60],
    ['p95', 0.95, 120],
  ] as const)('each end holds for %s with 95%% at least, and not by far more', (_, q, n) => {
    const random = seeded(6)
    // A third of the draws from a second mode: nothing is assumed of the distribution.
    const draw = () => random.lognormal(100, 0.3) + (random.uniform() < 0.3 ? 200 : 0)
    const truth = quantile(ascending(times(400_000, draw)), q)
    const trials = 3000
    let [below, above] = [0, 0]
    for (let i = 0; i < trials; i++) {
      const { low, high } = orderStatisticInterval(ascending(times(n, draw)), q)
      if (low === null || low <= truth) below++
      if (high === null || high >= truth) above++
    }
    // Three standard errors of a share of 95% in 3,000 trials are 1.2%; discreteness adds up to 4%.
    for (const share of [below / trials, above / trials]) {
      expect(share).toBeGreaterThan(0.938)
      expect(share).toBeLessThan(0.995)
    }
  })
})

describe('within a run', () => {
  test('a mean has a t interval, each end with 95%', () => {
    const { low, high } = withinRun(ascending([1, 2, 3, 4, 5]), 'mean')
    // 3 ± 2.132 · 1.5811 / √5
    expect(low).toBeCloseTo(1.4926, 3)
    expect(high).toBeCloseTo(4.5074, 3)
  })
  test('the mean of equal samples is known exactly', () =>
    expect(withinRun(ascending([0.1, 0.1, 0.1]), 'mean')).toEqual({ low: 0.1, high: 0.1 }))
  test.each(['min', 'max'] as Statistic[])('a %s has none', (statistic) =>
    expect(withinRun(ascending(times(1000, (i) => i)), statistic)).toEqual({ low: null, high: null }),
  )
  test('one sample bounds a p95 from below, for no more than 5% lie above it, and nothing else', () => {
    expect(withinRun(ascending([5]), 'p95')).toEqual({ low: 5, high: null })
    for (const statistic of ['mean', 'p50', 'p90', 'max'] as Statistic[])
      expect(withinRun(ascending([5]), statistic)).toEqual({ low: null, high: null })
  })
})
