import { describe, expect, test } from 'vitest'
import { tQuantile } from './intervals'
import { LEAST_BUILD, levelInterval, levelOf, scaleFor } from './level'
import { seeded, times } from './testing/seeded'

const variance = (values: readonly number[]) => {
  const m = values.reduce((a, b) => a + b, 0) / values.length
  return values.reduce((sum, v) => sum + (v - m) ** 2, 0) / (values.length - 1)
}
const average = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length
const interval = (build: number[], earlier: number[] = []) => {
  const level = levelOf(build, earlier)
  return level && levelInterval(level)
}

describe('the level of a build', () => {
  test('from its runs alone is a t interval on the log scale', () => {
    const build = [180, 190, 200, 185, 178]
    const logs = build.map(Math.log)
    const half = tQuantile(0.975, 4) * Math.sqrt(variance(logs) / 5)
    const { low, high } = interval(build)!
    expect(low).toBeCloseTo(Math.exp(average(logs) - half), 9)
    expect(high).toBeCloseTo(Math.exp(average(logs) + half), 9)
  })
  test('does so from four runs on however many earlier runs there are', () => {
    const build = [180, 190, 200, 185]
    expect(build).toHaveLength(LEAST_BUILD)
    expect(
      interval(
        build,
        times(20, (i) => 100 + i),
      ),
    ).toEqual(interval(build))
  })
  test('of one run has the spread of at least eight earlier ones, t with √(1 + 1/n)', () => {
    const earlier = [100, 104, 99, 101, 97, 103, 102, 98]
    const half = tQuantile(0.975, 7) * Math.sqrt(variance(earlier.map(Math.log)) * (1 + 1 / 8))
    const { low, high } = interval([150], earlier)!
    expect(low).toBeCloseTo(150 * Math.exp(-half), 9)
    expect(high).toBeCloseTo(150 * Math.exp(half), 9)
    expect(interval([150], earlier.slice(1))).toBeNull()
  })
  test('of two or three runs pools their spread with that of earlier ones: a second run makes nothing less sure', () => {
    const random = seeded(7)
    for (let i = 0; i < 200; i++) {
      const earlier = times(20, () => random.lognormal(100, 0.05))
      const build = times(3, () => random.lognormal(100, 0.05))
      const widths = [1, 2, 3].map((m) => {
        const { low, high } = interval(build.slice(0, m), earlier)!
        return Math.log(high! / low!)
      })
      expect(widths[1]).toBeLessThan(widths[0]! * 1.05)
      expect(widths[2]).toBeLessThan(widths[0]!)
    }
    const [build, earlier] = [[100, 110], times(8, (i) => 100 + i)]
    const logs = [build, earlier].map((v) => v.map(Math.log))
    const pooled = (variance(logs[0]!) + 7 * variance(logs[1]!)) / 8
    const half = tQuantile(0.975, 8) * Math.sqrt(pooled * (1 / 2 + 1 / 8))
    expect(interval(build, earlier)!.high).toBeCloseTo(Math.exp(average(logs[0]!) + half), 9)
  })
  test('of two runs that differ is not exact because all earlier ones were equal', () => {
    const { low, high } = interval(
      [100, 110],
      times(10, () => 100),
    )!
    expect(high! - low!).toBeGreaterThan(0)
  })
  test('of runs that all agree is that value to the last digit', () => {
    for (const value of [100, 0.1, 187.8, 1, 0, -3])
      for (const [build, earlier] of [
        [2, 0],
        [5, 0],
        [1, 8],
        [2, 8],
      ] as const)
        expect(
          interval(
            times(build, () => value),
            times(earlier, () => value),
          ),
        ).toEqual({ low: value, high: value })
  })
  test('has a scale of ratios for positive numbers and of differences for others', () => {
    expect(scaleFor([1, 2]).log).toBe(true)
    expect(scaleFor([0, 2]).log).toBe(false)
    const { low, high } = interval([-1, 0, 1, 2])!
    expect((low! + high!) / 2).toBeCloseTo(0.5, 12)
    expect(high! - low!).toBeCloseTo((2 * tQuantile(0.975, 3) * Math.sqrt(variance([-1, 0, 1, 2]))) / 2, 9)
    expect(
      interval(
        [0, 1],
        times(8, (i) => i),
      )!.low,
    ).toBeLessThan(0)
  })
})

test.each([
  [1, 20],
  [2, 20],
  [3, 8],
  [2, 0],
  [5, 0],
  [5, 20],
])('%d runs of a build after %d earlier ones: the interval holds the level in 95%% of the cases', (m, n) => {
  const random = seeded(8)
  const trials = 4000
  let held = 0
  for (let i = 0; i < trials; i++) {
    const draw = () => random.lognormal(100, 0.08)
    const { low, high } = interval(times(m, draw), times(n, draw))!
    if (low! <= 100 && 100 <= high!) held++
  }
  // Three standard errors are 1%. The spread of a prediction is wider than the level alone needs, by √(1 + m/n).
  expect(held / trials).toBeGreaterThan(0.94)
  expect(held / trials).toBeLessThan(n > 0 && m < LEAST_BUILD ? 0.985 : 0.96)
})
