import { describe, expect, test } from 'vitest'
import { withinRun } from './intervals'
import { launchesOf, withinLaunches } from './launches'
import { ascending } from './stats'
import { latency } from './testing/definitions'
import { seeded, times } from './testing/seeded'
import { judgeRun } from './verdict'
import type { Statistic } from './wire'

/** Normal samples about normal launches: where the quantile of all there could be lies is known. */
const POINT: Partial<Record<Statistic, number>> = { p50: 0, p90: 1.28155, p95: 1.64485, mean: 0 }

/** How often each end of the interval by launches, and of that by the pooled samples, lies on its right side. */
function coverage(statistic: Statistic, k: number, spread: number) {
  const random = seeded(21)
  const truth = POINT[statistic]! * Math.hypot(1, spread)
  const right = { launches: [0, 0], pooled: [0, 0] }
  const rounds = 300
  const count = (ends: number[], { low, high }: { low: number | null; high: number | null }) => {
    if (low === null || low <= truth) ends[0]!++
    if (high === null || high >= truth) ends[1]!++
  }
  for (let i = 0; i < rounds; i++) {
    const launches = times(k, () => {
      const level = spread * random.normal()
      return times(30, () => level + random.normal())
    })
    const sorted = ascending(launches.flat())
    count(right.launches, withinLaunches(launches, sorted, statistic))
    count(right.pooled, withinRun(sorted, statistic))
  }
  return { launches: right.launches.map((n) => n / rounds), pooled: right.pooled.map((n) => n / rounds) }
}

describe('where launches differ by as much as samples do', () => {
  test.each([
    ['p50', 5],
    ['p50', 12],
    ['p90', 12],
    ['p95', 20],
    ['mean', 5],
    ['mean', 12],
  ] as [Statistic, number][])('the %s of %d launches lies beyond each end in about 5%%', (statistic, k) => {
    for (const end of coverage(statistic, k, 1).launches) expect(end).toBeGreaterThan(0.92)
  })
  test.each(['p50', 'p90', 'mean'] as Statistic[])('the pooled samples pretend to know the %s', (statistic) =>
    expect(Math.min(...coverage(statistic, 12, 1).pooled)).toBeLessThan(0.8),
  )
  test('little spread between launches costs little', () => {
    const random = seeded(3)
    const launches = times(10, () => times(50, () => 100 + random.normal()))
    const sorted = ascending(launches.flat())
    const width = ({ low, high }: { low: number | null; high: number | null }) => high! - low!
    expect(width(withinLaunches(launches, sorted, 'p50'))).toBeLessThan(2 * width(withinRun(sorted, 'p50')))
  })
})

describe('a launch is no unit', () => {
  test('when it is alone, or when each gave one sample', () => {
    expect(launchesOf([1, 2, 3], undefined)).toBeNull()
    expect(launchesOf([1, 2, 3], [3])).toBeNull()
    expect(launchesOf([1, 2, 3], [1, 1, 1])).toBeNull()
    expect(launchesOf([1, 2, 3], [2, 1])).toEqual([[1, 2], [3]])
  })
  test('and then the verdict is that of the samples, to the last word', () => {
    const samples = times(80, (i) => 150 + i / 4)
    const judge = (launches?: number[]) =>
      judgeRun([
        { definition: latency(), measurement: { metric: 'stt', unit: 'ms', samples }, launches, history: [] },
      ]).verdicts[0]
    expect(judge([80])).toEqual(judge())
    expect(judge(times(80, () => 1))).toEqual(judge())
    expect(judge()?.launches).toBeUndefined()
  })
  test('the mean of launches of one sample each is Student’s', () => {
    const sorted = ascending([3, 5, 8, 9])
    const { low, high } = withinRun(sorted, 'mean')
    const by = withinLaunches(
      times(4, (i) => [sorted[i]!]),
      sorted,
      'mean',
    )
    expect(by.low).toBeCloseTo(low!, 12)
    expect(by.high).toBeCloseTo(high!, 12)
  })
})

describe('an interval by launches', () => {
  test('of two launches that differ bounds next to nothing', () => {
    const launches = [times(200, (i) => 100 + i / 100), times(200, (i) => 150 + i / 100)]
    const sorted = ascending(launches.flat())
    expect(withinLaunches(launches, sorted, 'p95').high).toBeNull()
    const { low, high } = withinLaunches(launches, sorted, 'mean')
    expect(high! - low!).toBeGreaterThan(300)
  })
  test('of launches that agree to the digit is the value', () =>
    expect(
      withinLaunches(
        times(6, () => times(100, () => 7)),
        ascending(times(600, () => 7)),
        'p50',
      ),
    ).toEqual({ low: 7, high: 7 }))
  test('has none for minimum and maximum', () =>
    expect(withinLaunches([[1, 2], [3]], ascending([1, 2, 3]), 'max')).toEqual({ low: null, high: null }))
})

describe('a verdict by launches', () => {
  const judge = (launches: number[][], statistic: Statistic = 'p50') =>
    judgeRun([
      {
        definition: latency({ statistic }),
        measurement: { metric: 'stt', unit: 's', samples: launches.flat() },
        launches: launches.map((l) => l.length),
        history: [],
      },
    ]).verdicts[0]!

  test('says so, in the metric’s unit', () => {
    const random = seeded(8)
    const verdict = judge(times(8, () => times(25, () => random.lognormal(0.15, 0.05))))
    expect(verdict).toMatchObject({ goal: 'met', basis: 'samples', launches: 8 })
    expect(verdict.reason).toContain('by the 8 launches of this run alone: surely within the target')
  })
  test('that is inconclusive says how many more would decide, or bound it', () => {
    const random = seeded(9)
    const near = (median: number) =>
      times(6, () => {
        const level = random.lognormal(median, 0.03)
        return times(40, () => random.lognormal(level, 0.05))
      })
    expect(judge(near(0.199)).reason).toMatch(/About [\d,]+ more launch(es)? would decide\.$/)
    expect(judge(near(0.18), 'p95').reason).toMatch(/About [\d,]+ more launch(es)? would bound its p95\.$/)
  })
  test('is decided in most cases by as many more as it says', () => {
    const random = seeded(14)
    const outcomes: boolean[] = []
    while (outcomes.length < 120) {
      const level = random.between(0.18, 0.22)
      const draw = (n: number) =>
        times(n, () => {
          const own = random.lognormal(level, 0.05)
          return times(15, () => random.lognormal(own, 0.05))
        })
      const first = draw(6)
      const [, more] = /About ([\d,]+) more launch/.exec(judge(first, 'mean').reason) ?? []
      const k = Number(more?.replaceAll(',', '') ?? 1000)
      if (k > 300) continue
      outcomes.push(judge([...first, ...draw(k)], 'mean').goal !== 'inconclusive')
    }
    const share = outcomes.filter(Boolean).length / outcomes.length
    expect(share).toBeGreaterThan(0.65)
    expect(share).toBeLessThan(0.95)
  })
})
