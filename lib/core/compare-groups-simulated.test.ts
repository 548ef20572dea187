import { describe, expect, test } from 'vitest'
import { compareGroups, type GroupInput } from './compare-groups'
import { seeded, times } from './testing/seeded'

const shape = { direction: 'lower', minEffect: 0.02, ordinal: false } as const
type Draw = (level?: number) => number
const groups = (draw: Draw, sizes: readonly number[], level = 100): GroupInput => ({
  base: times(sizes[0]!, () => draw()),
  head: times(sizes[1]!, () => draw(level)),
  earlier: times(sizes[2]!, () => draw()),
  sameEnvironment: true,
  shape,
  within: null,
})
const drawing = (seed: number, sigma: number): Draw => {
  const random = seeded(seed)
  return (level = 100) => random.lognormal(level, sigma)
}

describe.each([
  [2, 2, 0, 0.05],
  [5, 5, 0, 0.05],
  [2, 20, 0, 0.05],
  [1, 20, 0, 0.3],
  [1, 1, 10, 0.05],
])('%d runs against %d, %d before, spread %d', (...given) => {
  const [sizes, sigma] = [given.slice(0, 3), given[3]]
  const trials = 4000
  test('of the same build: five percent look different alone, and intervals hold the truth 95 times of 100', () => {
    const draw = drawing(31, sigma)
    const all = times(trials, () => compareGroups([groups(draw, sizes)])[0]!)
    const different = all.filter((c) => c.verdict === 'worse' || c.verdict === 'better').length / trials
    const covering = all.filter((c) => c.ratioInterval.low! < 1 && c.ratioInterval.high! > 1).length / trials
    // Three standard errors are 1.03%.
    expect(different).toBeLessThan(0.061)
    expect(covering).toBeGreaterThan(0.939)
    expect(covering).toBeLessThan(0.961)
  })
})

test('of comparisons with fourteen metrics of one build, five percent have a false word, and not half', () => {
  const draw = drawing(32, 0.05)
  const trials = 1000
  const alarmed = times(trials, () =>
    compareGroups(times(14, () => groups(draw, [5, 5, 0]))).some(
      (c) => c.verdict === 'worse' || c.verdict === 'better',
    ),
  ).filter(Boolean).length
  expect(alarmed / trials).toBeLessThan(0.071)
})

test('"no difference" is wrong at most one time in twenty about a change that just matters', () => {
  const draw = drawing(33, 0.01)
  const missed = times(
    2000,
    () => compareGroups([groups(draw, [8, 8, 0], 102)])[0]!.verdict === 'no difference',
  )
  expect(missed.filter(Boolean).length / 2000).toBeLessThan(0.05)
})

test('a change of four spreads is found by five against five nineteen times of twenty, by one against one with a history more often than not', () => {
  const found = (seed: number, sizes: number[]) => {
    const draw = drawing(seed, 0.05)
    return times(
      1000,
      () => compareGroups([groups(draw, sizes, 100 * Math.exp(0.2))])[0]!.verdict === 'worse',
    ).filter(Boolean).length
  }
  expect(found(34, [5, 5, 0])).toBeGreaterThan(990)
  expect(found(35, [1, 1, 20])).toBeGreaterThan(700)
})

test('with as many more runs as it asks for, it can tell four times out of five', () => {
  const draw = drawing(36, 0.05)
  let [asked, answered] = [0, 0]
  for (let i = 0; i < 1500; i++) {
    const given = groups(draw, [4, 4, 0], 106)
    const { more } = compareGroups([given])[0]!
    if (!more?.decides) continue
    asked++
    const add = (side: 'base' | 'head', level: number) =>
      more.side === side || more.side === 'each'
        ? [...given[side], ...times(more.runs, () => draw(level))]
        : given[side]
    const [after] = compareGroups([{ ...given, base: add('base', 100), head: add('head', 106) }])
    if (after!.verdict !== 'cannot tell') answered++
  }
  expect(asked).toBeGreaterThan(300)
  expect(answered / asked).toBeGreaterThan(0.7)
})
