import { describe, expect, test } from 'vitest'
import { latency } from './testing/definitions'
import { seeded, times } from './testing/seeded'
import { judgeRun } from './verdict'

/** Runs of one build scatter about its level by 4%, as benchmarks on a quiet machine do. */
const LEVEL = 100
const run = (r: ReturnType<typeof seeded>) => r.lognormal(LEVEL, 0.04)
const asHistory = (values: number[], sameBuild: boolean) =>
  values.map((value) => ({ value, rank: null, sameBuild }))
const judge = (value: number, history: ReturnType<typeof asHistory>) =>
  judgeRun([
    {
      definition: latency({ minEffect: 0.05 }),
      measurement: { metric: 'm', unit: 'ms', value },
      history,
    },
  ]).verdicts[0]!

const TRIES = 4_000
const share = (hits: boolean[]) => hits.filter(Boolean).length / hits.length

describe('over simulated noise between runs', () => {
  test.each([3, 5, 10])('the 95%% interval of %i runs holds the level 93 to 97 times in a hundred', (n) => {
    const r = seeded(n)
    const held = times(TRIES, () => {
      const [value, ...others] = times(n, () => run(r))
      const { low, high } = judge(value!, asHistory(others, true))
      return low! <= LEVEL && LEVEL <= high!
    })
    expect(share(held)).toBeGreaterThan(0.93)
    expect(share(held)).toBeLessThan(0.97)
  })

  test.each([8, 20])('and that of one run with %i earlier ones too', (n) => {
    const r = seeded(100 + n)
    const held = times(TRIES, () => {
      const { low, high } = judge(
        run(r),
        asHistory(
          times(n, () => run(r)),
          false,
        ),
      )
      return low! <= LEVEL && LEVEL <= high!
    })
    expect(share(held)).toBeGreaterThan(0.93)
    expect(share(held)).toBeLessThan(0.97)
  })

  test('at most one unchanged run in a hundred is called a regression', () => {
    const r = seeded(7)
    const called = times(
      TRIES,
      () =>
        judge(
          run(r),
          asHistory(
            times(20, () => run(r)),
            false,
          ),
        ).change === 'regression',
    )
    expect(share(called)).toBeLessThanOrEqual(0.01)
  })
})
