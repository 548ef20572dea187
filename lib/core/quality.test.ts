import { describe, expect, test } from 'vitest'
import { tQuantile, tTwoSided } from './intervals'
import { noiseQuality, visibleEffect } from './quality'
import { deviation, mean } from './stats'
import { seeded, times } from './testing/seeded'

const spread = (share: number, n = 20) => times(n, (i) => 100 * Math.exp(i % 2 ? share : -share))

describe('the effect that can be seen', () => {
  test('is seen four times out of five', () => {
    const random = seeded(61)
    const effect = visibleEffect(1, 5, 20)
    const seen = times(4_000, () => {
      const [a, b] = [times(20, () => random.normal()), times(5, () => effect + random.normal())]
      const pooled = Math.sqrt((19 * deviation(a) ** 2 + 4 * deviation(b) ** 2) / 23)
      return tTwoSided((mean(b) - mean(a)) / (pooled * Math.sqrt(1 / 5 + 1 / 20)), 23) <= 0.05
    })
    expect(seen.filter(Boolean).length / 4_000).toBeCloseTo(0.8, 1)
  })
  test('is the sum of two t quantiles', () =>
    expect(visibleEffect(2, 5, 5)).toBeCloseTo((2.306 + tQuantile(0.8, 8)) * 2 * Math.sqrt(0.4), 3))
})

describe('noise quality', () => {
  test('says in words what a metric can see', () =>
    expect(noiseQuality(spread(0.025))).toEqual({
      quality: 71,
      sees: expect.closeTo(0.0385, 3),
      runs: 5,
      words: 'this metric can see 3.9% with 5 runs',
    }))
  test('falls as noise grows, by 15 points for twice as much', () => {
    const of = [0.01, 0.02, 0.04, 0.08].map((share) => noiseQuality(spread(share))!.quality)
    for (const k of [1, 2, 3]) expect(Math.abs(of[k - 1]! - of[k]! - 15)).toBeLessThanOrEqual(2)
  })
  test('stays between 0 and 100', () => {
    expect(noiseQuality(times(12, () => 7))).toMatchObject({
      quality: 100,
      sees: 0,
      words: 'its runs agree exactly, so this metric can see any change',
    })
    expect(noiseQuality(spread(1.5))).toMatchObject({
      quality: 0,
      words: 'this metric cannot see a doubling with 5 runs',
    })
  })
  test('below zero is a share of the level', () =>
    expect(noiseQuality(spread(0.025).map((v) => -v))!.sees).toBeCloseTo(0.0378, 3))
  test('is not said of fewer than eight runs, nor around zero', () => {
    expect(noiseQuality(spread(0.02, 7))).toBe(null)
    expect(noiseQuality(times(10, (i) => (i % 2 ? 1 : -1)))).toBe(null)
  })
})
