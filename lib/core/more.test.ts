import { describe, expect, test } from 'vitest'
import { earlier, latency, sameBuild } from './testing/definitions'
import { seeded, times } from './testing/seeded'
import { type HistoryValue, judgeRun } from './verdict'
import type { Measurement, Statistic } from './wire'

const judge = (m: Partial<Measurement>, history: HistoryValue[], definition = latency()) =>
  judgeRun([{ definition, measurement: { metric: definition.metric, unit: 'ms', ...m }, history }])
    .verdicts[0]!
const told = (reason: string, word: 'run' | 'sample') => {
  const [, n] =
    new RegExp(`About ([\\d,]+) more ${word}s? (?:of this commit )?would decide\\.$`).exec(reason) ?? []
  return n === undefined ? null : Number(n.replaceAll(',', ''))
}
const share = (outcomes: boolean[]) => outcomes.filter(Boolean).length / outcomes.length

describe('with as many more as it says, it is decided in most cases', () => {
  test.each([
    ['one run after twenty earlier ones', 1, 20],
    ['one run after eight earlier ones', 1, 8],
    ['two runs of a new series', 2, 0],
    ['five runs of a new series', 5, 0],
  ])('%s', (_, m, n) => {
    const random = seeded(12)
    const outcomes: boolean[] = []
    while (outcomes.length < 300) {
      // The level of the build lies anywhere around the target, up to three times the spread from it.
      const level = 200 * Math.exp(random.between(-0.15, 0.15))
      const draw = () => random.lognormal(level, 0.05)
      const history = earlier(...times(n, draw))
      const build = times(m, draw)
      const first = judge({ value: build[0]! }, [...sameBuild(...build.slice(1)), ...history])
      const k = first.goal === 'inconclusive' ? told(first.reason, 'run') : null
      if (k === null) continue
      const all = [...build, ...times(k, draw)]
      const next = judge({ value: all.at(-1)! }, [...sameBuild(...all.slice(0, -1)), ...history])
      outcomes.push(next.goal !== 'inconclusive')
    }
    expect(share(outcomes)).toBeGreaterThan(0.65)
    expect(share(outcomes)).toBeLessThan(0.92)
  })

  test.each([
    ['p50', 40],
    ['p90', 80],
    ['p95', 100],
    ['p99', 400],
    ['mean', 40],
  ] as [Statistic, number][])('the %s of %d samples', (statistic, n) => {
    const random = seeded(13)
    const definition = latency({ statistic, target: 200, acceptance: 280 })
    // Where the statistic of lognormal samples with sigma .2 lies when their median is 1.
    const at = { p50: 1, p90: 1.292, p95: 1.39, p99: 1.592, mean: 1.0202 }[statistic as 'p50']
    const outcomes: boolean[] = []
    while (outcomes.length < 100) {
      const median = (200 / at) * Math.exp(random.between(-0.15, 0.15))
      const samples = (size: number) => times(size, () => random.lognormal(median, 0.2))
      const first = judge({ samples: samples(n) }, [], definition)
      const k = first.goal === 'inconclusive' ? told(first.reason, 'sample') : null
      if (k === null || k > 20_000) continue
      outcomes.push(judge({ samples: samples(n + k) }, [], definition).goal !== 'inconclusive')
    }
    expect(share(outcomes)).toBeGreaterThan(0.65)
    expect(share(outcomes)).toBeLessThan(0.95)
  })
})

describe('the farther from a limit, the fewer more', () => {
  const spread = (centre: number) => times(12, (i) => centre * (1 + (i - 5.5) / 100))
  test('runs', () => {
    const more = [198, 196, 194, 192, 190].map((value) =>
      told(judge({ value }, earlier(...spread(value))).reason, 'run'),
    )
    expect(more.map((k) => k ?? 51)).toEqual(more.map((k) => k ?? 51).toSorted((a, b) => b - a))
    expect(more.at(-1)).not.toBeNull()
  })
  test('samples, to two digits', () => {
    const around = (centre: number) => times(100, (i) => centre + (i - 50) / 4)
    const more = [199.2, 198.9, 198.4].map((centre) =>
      told(judge({ samples: around(centre) }, [], latency({ statistic: 'p50' })).reason, 'sample'),
    )
    expect(more).toEqual(more.toSorted((a, b) => b! - a!))
    for (const k of more) expect(Number(k!.toPrecision(2))).toBe(k)
  })
})

describe('when no number would help, it says what would', () => {
  const last = (reason: string) => reason.split('). ').at(-1)
  test.each([
    [
      'one end of what was stated',
      judge({ value: 190, low: 180, high: 210 }, []),
      'A measurement with a narrower interval would decide.',
    ],
    [
      'on the limit',
      judge({ value: 200 }, earlier(...times(12, (i) => 194 + i))),
      'The value is so near the limit that 50 more runs would hardly decide.',
    ],
    [
      'a maximum',
      judge({ samples: [1, 2, 3] }, [], latency({ statistic: 'max' })),
      'A max has no interval from one run; more runs would give it one.',
    ],
    [
      'a single sample',
      judge({ samples: [1] }, [], latency({ statistic: 'p50' })),
      'About 4 more samples would bound its p50.',
    ],
    [
      'a mean of one',
      judge({ samples: [1] }, [], latency({ statistic: 'mean' })),
      'About 1 more sample would bound its mean.',
    ],
    [
      'a p99',
      judge({ samples: times(100, (i) => i) }, [], latency({ statistic: 'p99' })),
      'About 199 more samples would bound its p99.',
    ],
  ])('%s', (_, { goal, reason }, expected) => {
    expect(goal).toBe('inconclusive')
    expect(last(reason)).toBe(expected)
  })
  test('an end that is not bounded does not matter where the other one decides', () => {
    // 60 samples bound the p99 from below alone; whether it is beyond acceptance is told by that end.
    const samples = times(60, (i) => 290 + i)
    const { goal, reason } = judge({ samples }, [], latency({ statistic: 'p99', target: 250 }))
    expect(goal).toBe('missed')
    expect(reason).toContain('from')
  })
})
