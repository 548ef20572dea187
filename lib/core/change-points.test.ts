import { describe, expect, test } from 'vitest'
import type { Change } from './change-effect'
import { detectChanges, takePoints } from './change-points'
import { type DetectorState, noPoints, pointsNeeded } from './change-state'
import { seeded, times } from './testing/seeded'
import { aSeries, NOISE_NAMES } from './testing/series'

const indices = (values: readonly number[]) => detectChanges(values).map((c) => c.index)
const overJson = <T>(value: T): T => JSON.parse(JSON.stringify(value))

/** Takes a series in as a server does: a few points at a time, the state stored between, no more points read than are needed. */
function inPieces(values: readonly number[], sizes: () => number) {
  let state: DetectorState = noPoints()
  const kept: Change[] = []
  let changes: Change[] = []
  for (let at = 0; at < values.length; ) {
    const end = Math.min(values.length, at + sizes())
    const fresh = values.slice(at, end)
    const needed = pointsNeeded(state, fresh)
    const taken = takePoints(state, fresh, values.slice(at - needed, at))
    state = overJson(taken.state)
    kept.push(...taken.settled)
    changes = taken.changes
    at = end
  }
  return { state, settled: kept, changes }
}

describe('points one by one', () => {
  test('come to the same as all at once, whatever the noise', () => {
    const random = seeded(31)
    for (const noise of NOISE_NAMES)
      for (const n of [7, 8, 60, 700]) {
        const at = times(n / 60, () => random.integer(5, n - 5))
        const values = aSeries(random.integer(0, 1e6), noise, n, at, random.between(-8, 8))
        const whole = takePoints(noPoints(), values, [])
        expect(inPieces(values, () => 1)).toEqual(whole)
        expect(inPieces(values, () => random.integer(1, 90))).toEqual(whole)
      }
  })
  test('come to the same where values turn negative and positive again', () => {
    const values = [
      ...aSeries(32, 'gauss', 90),
      ...times(40, (i) => (i % 3) - 1),
      ...aSeries(33, 'gauss', 600),
    ]
    const whole = takePoints(noPoints(), values, [])
    expect(inPieces(values, () => 1)).toEqual(whole)
    expect([...whole.settled, ...whole.changes].map((c) => c.index)).toEqual([90, 130])
  })
  test('a point that comes late: the whole taken in anew is what it would have been in order', () => {
    const random = seeded(34)
    for (let i = 0; i < 12; i++) {
      const values = aSeries(i, random.pick(NOISE_NAMES), 120, [70], 5)
      const late = random.integer(0, 119)
      const without = values.toSpliced(late, 1)
      expect(inPieces(without, () => 1).state.points).toBe(119)
      expect(takePoints(noPoints(), without.toSpliced(late, 0, values[late]!), [])).toEqual(
        inPieces(values, () => 1),
      )
    }
  })
  test('leave a state that does not grow', () => {
    const steps = times(60, (i) => 400 * (i + 1))
    const values = aSeries(35, 'gauss', 20_000).map(
      (v, i) => v + 5 * (steps.filter((s) => s <= i).length % 2),
    )
    const { state, settled, changes } = takePoints(noPoints(), values, [])
    expect(JSON.stringify(state).length).toBeLessThan(8_000)
    expect(settled.length).toBeGreaterThan(44)
    expect(settled.every((c) => c.index <= state.base) && changes.every((c) => c.index > state.base)).toBe(
      true,
    )
    expect([...settled, ...changes].map((c) => Math.round(c.index / 400))).toEqual(times(49, (i) => i + 1))
  })
  test('ask for few points before, and for none most of the time', () => {
    const values = aSeries(36, 'gauss', 3_000)
    let [state, asked] = [noPoints(), 0]
    values.forEach((value, i) => {
      const needed = pointsNeeded(state, [value])
      expect(needed).toBeLessThan(512)
      if (needed > 0) asked++
      state = takePoints(state, [value], values.slice(Math.max(0, i - needed), i)).state
    })
    expect(asked).toBeLessThan(50)
  })
})

describe('refuses by name', () => {
  test.each([
    [[1, 2, Number.NaN], 'value 2 is NaN; a series has finite numbers alone'],
    [[Number.POSITIVE_INFINITY], 'value 0 is Infinity; a series has finite numbers alone'],
  ])('%j', (values, message) => expect(() => detectChanges(values)).toThrow(new RangeError(message)))
  test('too few points before', () => {
    const { state } = takePoints(noPoints(), [1, 2, 3, 4, 5, 6, 7], [])
    expect(pointsNeeded(state, [8])).toBe(7)
    expect(() => takePoints(state, [8], [6, 7])).toThrow('7 points before are needed, not 2')
  })
})

describe('a whole series', () => {
  test.each<[string, number[], number[]]>([
    ['empty', [], []],
    ['of one point', [5], []],
    ['of seven', [1, 1, 1, 9, 9, 9, 9], []],
    ['flat', times(40, () => 3), []],
    ['flat at zero', times(40, () => 0), []],
    ['flat with one spike', times(40, (i) => (i === 20 ? 500 : 3)), []],
    ['flat with a pair of spikes', times(40, (i) => (i === 20 || i === 21 ? 500 : 3)), []],
    ['of a count that rises by one in a thousand million', times(30, (i) => (i < 15 ? 1e9 : 1e9 + 10)), [15]],
    ['of a count that goes up and down', times(60, (i) => (i < 20 || i >= 40 ? 12 : 11)), [20, 40]],
    ['of zeros, then ones', times(40, (i) => (i < 25 ? 0 : 1)), [25]],
    ['below zero', times(40, (i) => (i < 25 ? -8 - (i % 3) : -30 - (i % 3))), [25]],
    ['with one step to the tiniest numbers', times(40, (i) => (i < 25 ? 1e-300 : 2e-300)), [25]],
    ['of the largest numbers', times(40, (i) => (i < 25 ? 1e300 : -1e300)), [25]],
    [
      'of the smallest, on both sides of zero',
      times(60, (i) => (i < 30 ? 1e-200 : -1e-200) * (1 + (i % 2))),
      [30],
    ],
    ['where two values take turns, and then two others', times(30, (i) => (i % 2) - (i < 15 ? 0 : 40)), [15]],
    ['of eight with one exact step', [3, 3, 3, 3, 4, 4, 4, 4, 4, 4], [4]],
    ['where two values take turns', times(60, (i) => i % 2), []],
  ])('%s', (_, values, expected) => expect(indices(values)).toEqual(expected))

  test('says how large a change is, with an interval that holds it', () => {
    const [change] = detectChanges(aSeries(37, 'gauss', 80, [50], 10))
    expect(change).toMatchObject({ index: 50, state: 'confirmed' })
    expect(change!.before).toBeCloseTo(100, 0)
    expect(change!.after).toBeCloseTo(110, 0)
    expect(change!.effect).toBeCloseTo(change!.after / change!.before - 1, 9)
    expect(change!.low!).toBeLessThan(0.1)
    expect(change!.high!).toBeGreaterThan(0.1)
    expect(change!.high! - change!.low!).toBeLessThan(0.02)
    expect(change!.confidence).toBeGreaterThan(0.999)
  })
  test('has no ratio where it came from zero', () => {
    const [change] = detectChanges(times(40, (i) => (i < 25 ? 0 : 4)))
    expect(change).toMatchObject({ before: 0, after: 4, effect: null, low: null, high: null })
  })
})
