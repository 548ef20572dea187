import { describe, expect, test } from 'vitest'
import { isLive } from './alert-life'
import { replay } from './testing/replay'
import { times } from './testing/seeded'
import { aSeries, type NoiseName } from './testing/series'

/** Noise of 5% of the level: with less, the smallest effect that counts would do the detector's work. */
const loud = (values: number[]) => values.map((v) => 100 + 5 * (v - 100))
const QUIET: NoiseName[] = ['gauss', 'heavy', 'outliers', 'rounded', 'wandering']

describe('point by point, as runs come in', () => {
  test('at most one alert in a thousand change-free runs is open', () => {
    const [series, runs] = [40, 200]
    const open = QUIET.map(
      (noise) =>
        times(series, (i) => replay(loud(aSeries(1_000 + i, noise, runs))))
          .flat()
          .filter((a) => a.openAt !== null).length,
    )
    const perThousand = open.map((n) => (n * 1_000) / (series * runs))
    expect([perThousand, perThousand.reduce((a, b) => a + b, 0) / QUIET.length <= 1]).toEqual([
      perThousand,
      true,
    ])
  }, 60_000)

  test('a step of three times the noise is open within ten runs, nine times out of ten', () => {
    const found = times(100, (i) => {
      const alerts = replay(loud(aSeries(7_000 + i, 'gauss', 71, [60], 3)))
      return alerts.some((a) => a.openAt !== null && a.openAt >= 60 && a.openAt < 70)
    })
    expect(found.filter(Boolean).length).toBeGreaterThanOrEqual(90)
  }, 60_000)

  test('a step of ten times the noise is suspected at once', () => {
    const found = times(100, (i) =>
      replay(loud(aSeries(9_000 + i, 'gauss', 61, [60], 10))).some((a) => isLive(a.state)),
    )
    expect(found.filter(Boolean).length).toBeGreaterThanOrEqual(99)
  }, 60_000)
})
