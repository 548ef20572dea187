import { describe, expect, test } from 'vitest'
import { Detector } from './change-detector'
import { detectChanges } from './change-points'
import { noPoints } from './change-state'
import { times } from './testing/seeded'
import { aSeries, NOISE_NAMES, type NoiseName } from './testing/series'

/** Changes as they are seen after each point. */
function replay(values: readonly number[]) {
  const detector = new Detector(noPoints())
  return values.map((value, i) => {
    detector.push(value, () => values.slice(Math.max(0, i - 511), i + 1))
    return detector.changes()
  })
}
const share = (found: readonly boolean[]) => found.filter(Boolean).length / found.length
const near = (index: number, at: number) => Math.abs(index - at) <= 5

describe('noise alone', () => {
  test.each(NOISE_NAMES)('%s: one series of 200 in twenty has a change at most', (noise) => {
    expect(share(times(60, (i) => detectChanges(aSeries(i, noise, 200)).length > 0))).toBeLessThanOrEqual(
      0.05,
    )
  })
  test('point by point: at most one change is confirmed in a thousand points', () => {
    let [confirmed, points] = [0, 0]
    for (const noise of NOISE_NAMES)
      for (let i = 0; i < 25; i++) {
        const seen: number[] = []
        for (const changes of replay(aSeries(900 + i, noise, 200)))
          for (const { index, state } of changes)
            if (state === 'confirmed' && !seen.some((s) => near(s, index))) seen.push(index)
        confirmed += seen.length
        points += 200
      }
    expect((confirmed / points) * 1000).toBeLessThanOrEqual(1)
  })
})

describe('a step', () => {
  const steps = (noise: NoiseName, size: number) =>
    times(40, (i) => {
      const at = 20 + 4 * i
      return { at, seen: replay(aSeries(3_000 + i, noise, at + 10, [at], size)) }
    })
  test.each<NoiseName>(['gauss', 'lognormal', 'heavy', 'outliers', 'rounded'])(
    'of three deviations in %s is confirmed within ten points, nine times out of ten',
    (noise) => {
      const found = steps(noise, 3).map(({ at, seen }) =>
        seen.at(-1)!.some((c) => c.state === 'confirmed' && near(c.index, at)),
      )
      expect(share(found)).toBeGreaterThanOrEqual(0.9)
    },
  )
  test.each<NoiseName>(['gauss', 'lognormal', 'wandering', 'rounded'])(
    'of ten deviations in %s is suspected at once',
    (noise) => {
      const found = steps(noise, 10).map(({ at, seen }) =>
        seen[at]!.some((c) => c.state === 'suspected' && c.index === at),
      )
      expect(share(found)).toBeGreaterThanOrEqual(0.95)
    },
  )
  test('keeps its place when thousands of points follow', () => {
    const values = aSeries(5, 'gauss', 4_000, [300, 2_500], 2)
    const found = detectChanges(values).map((c) => c.index)
    expect(found.length).toBe(2)
    expect(near(found[0]!, 300) && near(found[1]!, 2_500)).toBe(true)
  })
  test('its interval holds the true effect about as often as it says', () => {
    const held = times(80, (i) => detectChanges(aSeries(7_000 + i, 'gauss', 80, [40], 4))[0])
      .filter((c) => c !== undefined)
      .map((c) => c.low! <= 0.04 && c.high! >= 0.04)
    expect(held.length).toBeGreaterThan(76)
    expect(share(held)).toBeGreaterThanOrEqual(0.88)
  })
})
