import { describe, expect, test } from 'vitest'
import { compareRank, compareRun, decideChange, falseDiscovery } from './compare'
import { tQuantile, tTwoSided } from './intervals'
import { seeded, times } from './testing/seeded'
import type { Change } from './wire'

const shape = { direction: 'lower', minEffect: 0.02 } as const
const alone = (
  value: number,
  history: number[],
  over: Partial<{ direction: 'lower' | 'higher'; minEffect: number }> = {},
) => {
  const comparison = compareRun(value, history, { ...shape, ...over })
  return decideChange(comparison, comparison.p === null ? 1 : falseDiscovery([comparison.p])[0]!)
}
const usual = [180, 184, 179, 181, 177, 183, 182, 178, 185, 176]

describe('one run against its baseline', () => {
  test('is where the textbook’s prediction interval on the log scale puts it', () => {
    const logs = usual.map(Math.log)
    const m = logs.reduce((a, b) => a + b) / 10
    const error = Math.sqrt((logs.reduce((sum, v) => sum + (v - m) ** 2, 0) / 9) * (1 + 1 / 10))
    const { baseline, effect, sees, p, difference } = compareRun(200, usual, shape)
    expect(baseline!.runs).toBe(10)
    expect(baseline!.value).toBeCloseTo(Math.exp(m), 9)
    expect(effect).toBeCloseTo(200 / Math.exp(m) - 1, 12)
    expect(difference).toBeCloseTo(200 - Math.exp(m), 9)
    expect(p).toBeCloseTo(tTwoSided((Math.log(200) - m) / error, 9), 12)
    expect(sees).toBeCloseTo(Math.exp(tQuantile(0.9925, 9) * error) - 1, 9)
    // The smallest effect that could be seen is just that: a hair more is, a hair less is not.
    const at = (effect: number) => alone(Math.exp(m) * (1 + effect), usual)
    expect([at(sees! * 1.0001), at(sees! * 0.9999)]).toEqual(['regression', 'stable'])
  })
  test('says what could be seen in the direction that is worse', () => {
    const up = compareRun(180, usual, { ...shape, direction: 'lower' }).sees!
    const down = compareRun(180, usual, { ...shape, direction: 'higher' }).sees!
    expect(down).toBeCloseTo(1 - 1 / (1 + up), 9)
    expect(compareRun(180, usual, { ...shape, minEffect: 0.3 }).sees).toBe(0.3)
  })
  test.each([
    [240, 'lower', 'regression'],
    [130, 'lower', 'improvement'],
    [240, 'higher', 'improvement'],
    [130, 'higher', 'regression'],
    [181, 'lower', 'stable'],
    [181, 'higher', 'stable'],
  ] as const)('%d where %s is better: %s', (value, direction, change) =>
    expect(alone(value, usual, { direction })).toBe(change),
  )
  test('needs eight earlier runs to say anything, and says how many there are', () => {
    expect(compareRun(500, [], shape)).toMatchObject({ baseline: null, effect: null, decided: 'no_baseline' })
    expect(compareRun(500, usual.slice(0, 7), shape)).toMatchObject({
      baseline: { runs: 7 },
      decided: 'insufficient_history',
    })
    expect(compareRun(500, usual.slice(0, 8), shape).decided).toBeNull()
    expect(compareRun(150, [100], shape)).toMatchObject({ baseline: { runs: 1, value: 100 }, effect: 0.5 })
  })
})

describe('an effect has to matter', () => {
  const quiet = times(20, (i) => 100 + i / 1000)
  test.each([
    [101.9, 0.02, 'stable'],
    [102.1, 0.02, 'regression'],
    [101.9, 0.001, 'stable'],
    [102.1, 0.001, 'regression'],
    [104, 0.05, 'stable'],
    [106, 0.05, 'regression'],
    [97.9, 0.02, 'improvement'],
    [98.1, 0.02, 'stable'],
  ])('%d after 100, with a least effect of %d: %s; never less than two percent', (value, minEffect, change) =>
    expect(alone(value, quiet, { minEffect })).toBe(change),
  )
})

describe('a baseline without any spread is deterministic', () => {
  const same = (value: number) => times(9, () => value)
  test.each([
    [100, 100, 0.02, 'stable'],
    [100, 101.9, 0.02, 'stable'],
    [100, 102, 0.02, 'regression'],
    [100, 98, 0.02, 'improvement'],
    [100, 100.5, 0.001, 'regression'],
    [100, 100.5, 0, 'regression'],
    [0, 0, 0.02, 'stable'],
    [0, 1, 0.02, 'regression'],
    [0, -1, 0.02, 'improvement'],
    [-10, -10, 0.02, 'stable'],
    [-10, -9, 0.02, 'regression'],
    [3, 0, 0.02, 'improvement'],
  ])('at %d, now %d, least effect %d: %s', (was, value, minEffect, change) => {
    const comparison = compareRun(value, same(was), { ...shape, minEffect })
    expect(comparison).toMatchObject({ decided: change, p: null, sees: minEffect, baseline: { value: was } })
  })
  test('but for the noise of floating point', () => {
    const noisy = [0.3, 0.1 + 0.2, 0.3, 0.3, 0.1 + 0.2, 0.3, 0.3, 0.3]
    expect(alone(0.1 + 0.2, noisy, { minEffect: 0 })).toBe('stable')
    expect(alone(0.3, noisy, { minEffect: 0 })).toBe('stable')
  })
})

describe('values of zero and below are compared by differences', () => {
  const around = [-2, -1, 0, 1, 2, -2, -1, 0, 1, 2]
  test('an outlier is one', () => {
    expect(alone(30, around)).toBe('regression')
    expect(alone(-30, around)).toBe('improvement')
    expect(alone(1, around)).toBe('stable')
  })
  test('there is no ratio to a baseline of zero, and none is made up', () =>
    expect(compareRun(30, around, shape)).toMatchObject({ effect: null, sees: null, baseline: { value: 0 } }))
  test('a first zero among positive values is a number like any other', () => {
    const comparison = compareRun(0, usual, shape)
    expect(comparison.effect).toBe(-1)
    expect(decideChange(comparison, comparison.p!)).toBe('improvement')
  })
  test('a ratio to a negative baseline has the sign of the difference', () => {
    expect(
      compareRun(
        -5,
        times(9, (i) => -10 - i / 100),
        shape,
      ).effect,
    ).toBeGreaterThan(0)
    expect(
      alone(
        -5,
        times(9, (i) => -10 - i / 100),
      ),
    ).toBe('regression')
  })
})

test.each([
  [1, times(10, () => 0), 'regression'],
  [0, times(10, () => 0), 'stable'],
  [0, times(10, () => 1), 'improvement'],
  [2, [0, 1, 1, 1, 1, 1, 1, 2], 'regression'],
  [1, [0, 0, 0, 0, 1, 1, 1, 1], 'stable'],
  [0, [0, 0, 0, 0, 1, 1, 1, 1], 'stable'],
  [2, [0, 0, 0, 0, 1, 1, 1, 1], 'regression'],
  [1, [0, 0, 0, 0, 0, 0, 0], 'insufficient_history'],
  [1, [], 'no_baseline'],
] as [number, number[], Change][])('a state of rank %d after %j: %s', (rank, history, change) =>
  expect(compareRank(rank, history)).toMatchObject({ decided: change, effect: null }),
)

describe('Benjamini and Hochberg', () => {
  // The fifteen p-values of their paper, section 3.2: the first four are found at 5%.
  const paper = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528,
    0.759, 1,
  ]
  test('find what their paper finds', () => {
    const q = falseDiscovery(paper)
    expect(q.filter((v) => v <= 0.05)).toHaveLength(4)
    expect(q.slice(0, 4).map((v) => Number(v.toFixed(6)))).toEqual([0.0015, 0.003, 0.0095, 0.035625])
  })
  test('do so in any order, and answer in that order', () => {
    const random = seeded(14)
    const shuffled = paper.map((p) => ({ p, at: random.uniform() })).sort((a, b) => a.at - b.at)
    const q = falseDiscovery(shuffled.map((s) => s.p))
    const sorted = falseDiscovery(paper)
    shuffled.forEach(({ p }, i) => {
      expect(q[i]).toBe(sorted[paper.indexOf(p)])
    })
  })
  test('never say less than p, or more than one, and keep the order', () => {
    const random = seeded(15)
    for (let i = 0; i < 200; i++) {
      const p = times(random.integer(1, 40), () => random.uniform() ** 3)
      const q = falseDiscovery(p)
      p.forEach((v, k) => {
        expect(q[k]).toBeGreaterThanOrEqual(v)
        expect(q[k]).toBeLessThanOrEqual(1)
        for (let j = 0; j < p.length; j++) if (p[j]! < v) expect(q[j]).toBeLessThanOrEqual(q[k]!)
      })
    }
  })
  test('of one is that one, of none none', () => {
    expect(falseDiscovery([0.03])).toEqual([0.03])
    expect(falseDiscovery([])).toEqual([])
  })
})
