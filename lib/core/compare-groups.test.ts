import { describe, expect, test } from 'vitest'
import { compareRun } from './compare'
import { compareGroups, type GroupComparison, type GroupInput } from './compare-groups'

const NONE: GroupInput = {
  base: [],
  head: [],
  earlier: [],
  sameEnvironment: true,
  shape: { direction: 'lower', minEffect: 0.02, ordinal: false },
  within: null,
}
const one = (more: Partial<GroupInput>): GroupComparison => compareGroups([{ ...NONE, ...more }])[0]!
const higher = { ...NONE.shape, direction: 'higher' } as const
const states = { ...NONE.shape, ordinal: true }
const repeat = (value: number, n: number) => new Array<number>(n).fill(value)
const about = (level: number, n = 10) =>
  Array.from({ length: n }, (_, i) => level * (1 + ((i % 5) - 2) * 0.004))

describe('several runs on each side', () => {
  test('ratio, interval and p as by hand', () => {
    // Logs at 0, a, 2a and 3a, a = ln 1.1: s = a/√2, error a/√2, t = 2√2 with 2 degrees, whose p is 1 − t/√(t² + 2).
    const c = one({ base: [100, 110], head: [121, 133.1] })
    expect(c.ratio).toBeCloseTo(1.21, 10)
    expect(c.p).toBeCloseTo(1 - (2 * Math.SQRT2) / Math.sqrt(10), 6)
    expect(c.ratioInterval.low).toBeCloseTo(1.1 ** (2 - 4.30265273 / Math.SQRT2), 6)
    expect(c.ratioInterval.high).toBeCloseTo(1.1 ** (2 + 4.30265273 / Math.SQRT2), 6)
    expect(c.value.base).toBeCloseTo(Math.sqrt(11000), 8)
    // differences of logs: a, 2a, 2a and 3a
    expect(c.shift).toBeCloseTo(1.21, 10)
  })
  test('of two machines the spreads stay apart: Welch, with 1.02 degrees of freedom instead of 2', () => {
    // Deviations of the logs a and a/10 in pairs: 1.01² / (1 + 0.0001).
    const pair = (a: number) => [Math.exp(5 - a / Math.SQRT2), Math.exp(5 + a / Math.SQRT2)]
    const given = { base: pair(0.1), head: pair(0.01) }
    const [pooled, welch] = [one(given), one({ ...given, sameEnvironment: false })]
    const reach = (c: GroupComparison) => Math.log(c.ratioInterval.high! / c.ratio!)
    // 4.30265 is t with 2 degrees, 12.384 with 1.0200; the error is the same where both sides are as large
    expect(reach(pooled)).toBeCloseTo(4.30265273 * Math.sqrt(0.0101 / 2), 6)
    expect(reach(welch)).toBeGreaterThan(12 * Math.sqrt(0.0101 / 2))
    expect(reach(welch)).toBeLessThan(12.7062 * Math.sqrt(0.0101 / 2))
  })
  test('one odd run moves the ratio, and not the shift', () => {
    const c = one({ base: about(100, 5), head: [...about(100, 5), 300] })
    expect(c.ratio).toBeGreaterThan(1.15)
    expect(c.shift).toBeLessThan(1.01)
  })
  test.each([
    ['worse', about(100), about(110), NONE.shape],
    ['better', about(110), about(100), NONE.shape],
    ['better', about(100), about(110), higher],
    ['worse', about(110), about(100), higher],
    ['no difference', about(100), about(100.5), NONE.shape],
    ['no difference', about(100), about(103), { ...NONE.shape, minEffect: 0.05 }],
  ] as const)('%s', (verdict, base, head, shape) => {
    expect(one({ base, head, shape })).toMatchObject({ verdict, doubt: null, more: null })
  })
  test('what is surely there but may be too small to matter cannot be told', () => {
    const c = one({ base: about(100, 5), head: about(101.3, 5) })
    expect(c).toMatchObject({ verdict: 'cannot tell', doubt: 'wide', more: { decides: true } })
    expect(c.ratioInterval.low).toBeGreaterThan(1)
  })
  test('one surprise among forty metrics is left to chance', () => {
    const surprise = { ...NONE, base: [100, 102, 101], head: [104, 107, 105] }
    expect(one(surprise).verdict).toBe('worse')
    const quiet = Array.from({ length: 39 }, () => ({
      ...NONE,
      base: [100, 103, 106],
      head: [101, 103, 105],
    }))
    expect(compareGroups([surprise, ...quiet])[0]).toMatchObject({
      verdict: 'cannot tell',
      doubt: 'many',
      more: null,
    })
  })
})

describe('a lone run', () => {
  const history = about(100, 12)
  test.each([103, 101, 99])(
    'of %d against twelve is the prediction of an upload, from either side',
    (value) => {
      const { p } = compareRun(value, history, NONE.shape)
      expect(one({ base: history, head: [value] }).p).toBeCloseTo(p!, 10)
      expect(one({ base: [value], head: history }).p).toBeCloseTo(p!, 10)
    },
  )
  test('against seven tells nothing, and a second would give it an interval', () => {
    expect(one({ base: about(100, 7), head: [150] })).toMatchObject({
      verdict: 'cannot tell',
      doubt: 'lone',
      ratioInterval: { low: null, high: null },
      more: { side: 'head', runs: 1, decides: false },
    })
  })
  test('on another machine has no spread of its own', () => {
    expect(one({ base: about(100, 12), head: [150], sameEnvironment: false })).toMatchObject({
      verdict: 'cannot tell',
      doubt: 'machines',
      p: null,
    })
  })
  test('against one: samples that lie apart say so, and still nothing of the build', () => {
    const within = (low: number, high: number) => ({ base: { low: 95, high: 105 }, head: { low, high } })
    expect(one({ base: [100], head: [120], within: within(115, 125) })).toMatchObject({
      verdict: 'cannot tell',
      apart: true,
      more: { side: 'each', runs: 1, decides: false },
    })
    expect(one({ base: [100], head: [104], within: within(99, 109) }).apart).toBe(false)
    expect(one({ base: [100], head: [120] }).apart).toBeNull()
  })
  test('against one borrows the spread of at least eight runs before them', () => {
    const c = one({ base: [100], head: [110], earlier: about(100, 10) })
    expect(c).toMatchObject({ verdict: 'worse', runs: { base: 1, head: 1, lent: 10 } })
    const logs = about(100, 10).map(Math.log)
    const m = logs.reduce((a, b) => a + b) / 10
    const s = Math.sqrt(logs.reduce((sum, v) => sum + (v - m) ** 2, 0) / 9)
    // t.975 with 9 degrees is 2.262157
    expect(Math.log(c.ratioInterval.high! / c.ratio!)).toBeCloseTo(2.262157 * s * Math.SQRT2, 6)
    expect(one({ base: [100], head: [110], earlier: about(100, 7) }).verdict).toBe('cannot tell')
    expect(one({ base: [100], head: [110], earlier: about(100, 10), sameEnvironment: false }).verdict).toBe(
      'cannot tell',
    )
  })
})

describe('values that only repeat themselves', () => {
  test.each([
    ['worse', repeat(100, 8), [103]],
    ['no difference', repeat(100, 8), [101]],
    ['no difference', repeat(100, 5), repeat(100, 4)],
    ['better', repeat(100, 5), repeat(50, 4)],
  ])('%s, without statistics', (verdict, base, head) => {
    expect(one({ base, head })).toMatchObject({ verdict, p: null, ratioInterval: { low: null } })
  })
  test('of fewer than nine runs may be rounded: two of each cannot tell', () => {
    expect(one({ base: [100, 100], head: [110, 110] })).toMatchObject({
      verdict: 'cannot tell',
      doubt: 'few',
      more: { side: 'each', runs: 3, decides: true },
    })
    expect(one({ base: repeat(100, 6), head: [110, 110] }).more).toEqual({
      side: 'head',
      runs: 1,
      decides: true,
    })
  })
})

describe('zero and below', () => {
  test('there is a difference in the unit, and no ratio', () => {
    const c = one({ base: [-1, 0, 1, 0], head: [9, 10, 11, 10] })
    expect(c).toMatchObject({ verdict: 'worse', ratio: null, difference: 10 })
    // deviations √(2/3), error √(2/3 · 1/2), t.975 with 6 degrees 2.446912
    expect(c.differenceInterval.high).toBeCloseTo(10 + 2.446912 * Math.sqrt(1 / 3), 5)
    expect(c.shift).toBe(10)
  })
  test('of nothing, no change is too small to matter', () => {
    expect(one({ base: repeat(0, 8), head: [1] }).verdict).toBe('worse')
    expect(one({ base: [-1, 0, 1, 0], head: [-1, 0, 1, 0] }).verdict).toBe('cannot tell')
  })
})

describe('states go by their ranks', () => {
  test.each([
    ['worse', repeat(0, 8), [1]],
    ['better', repeat(2, 5), repeat(1, 5)],
    ['no difference', repeat(1, 5), repeat(1, 5)],
  ])('%s', (verdict, base, head) => {
    expect(one({ base, head, shape: states })).toMatchObject({ verdict, ratio: null, p: null })
  })
  test('mixed ones cannot tell, and have no value to show', () => {
    expect(one({ base: [0, 0, 0, 1, 1], head: [0, 0, 1, 1, 1], shape: states })).toMatchObject({
      verdict: 'cannot tell',
      doubt: 'mixed',
      value: { base: null, head: null },
    })
  })
  test('two runs go by the runs before only where those are of one state', () => {
    const lone = { base: [0], head: [1], shape: states }
    expect(one({ ...lone, earlier: repeat(0, 8) }).verdict).toBe('worse')
    expect(one({ ...lone, earlier: [0, 1, 0, 1, 0, 1, 0, 1] })).toMatchObject({
      verdict: 'cannot tell',
      doubt: 'few',
    })
  })
})
