import { describe, expect, test } from 'vitest'
import { THIN } from './format'
import type { Interval } from './intervals'
import type { MetricDefinition } from './metric'
import { goalSentence, judgeGoal, judgeState, stateSentence } from './target'
import { cleanUp, latency } from './testing/definitions'
import { seeded } from './testing/seeded'
import { convert } from './units'
import type { Goal } from './wire'

const both = latency()
const onlyTarget = latency({ acceptance: null })
const onlyAcceptance = latency({ target: null })
const neither = latency({ target: null, acceptance: null })

// Limits 200 and 300; for "higher" the same picture in the mirror: limits −200 and −300.
const TABLE: [string, MetricDefinition, number | null, number | null, Goal][] = [
  ['wholly within the target', both, 150, 199, 'met'],
  ['with its upper end on the target', both, 150, 200, 'met'],
  ['across the target', both, 150, 201, 'inconclusive'],
  ['with its lower end on the target', both, 200, 250, 'inconclusive'],
  ['between the limits', both, 200.1, 299, 'acceptable'],
  ['with its upper end on acceptance', both, 210, 300, 'acceptable'],
  ['across acceptance', both, 250, 310, 'inconclusive'],
  ['with its lower end on acceptance', both, 300, 310, 'inconclusive'],
  ['wholly beyond acceptance', both, 300.1, 310, 'missed'],
  ['across both limits', both, 150, 350, 'inconclusive'],
  ['a point within the target', both, 200, 200, 'met'],
  ['a point between the limits', both, 250, 250, 'acceptable'],
  ['a point beyond', both, 301, 301, 'missed'],
  ['not bounded above, however low it starts', both, 10, null, 'inconclusive'],
  ['not bounded above, but beyond acceptance', both, 301, null, 'missed'],
  ['not bounded below, within the target', both, null, 199, 'met'],
  ['not bounded below, within acceptance', both, null, 250, 'inconclusive'],
  ['not bounded at all', both, null, null, 'inconclusive'],
  ['within the only limit, a target', onlyTarget, 150, 200, 'met'],
  ['across the only limit, a target', onlyTarget, 150, 250, 'inconclusive'],
  ['beyond the only limit, a target', onlyTarget, 201, 210, 'missed'],
  ['within the only limit, acceptance: no target was met', onlyAcceptance, 100, 300, 'acceptable'],
  ['within the only limit, acceptance, and not bounded below', onlyAcceptance, null, 300, 'acceptable'],
  ['across the only limit, acceptance', onlyAcceptance, 299, 301, 'inconclusive'],
  ['beyond the only limit, acceptance', onlyAcceptance, 301, 310, 'missed'],
  ['with no limit', neither, 1, 2, 'no_target'],
  ['with no limit and no end', neither, null, null, 'no_target'],
]
const minus = (v: number | null) => (v === null ? null : -v)
const mirrored = (d: MetricDefinition): MetricDefinition => ({
  ...d,
  direction: 'higher',
  target: minus(d.target as number | null),
  acceptance: minus(d.acceptance as number | null),
})

describe('an interval', () => {
  test.each(TABLE)('%s', (_, definition, low, high, goal) => {
    expect(judgeGoal(definition, { low, high })).toBe(goal)
    expect(judgeGoal(mirrored(definition), { low: minus(high), high: minus(low) })).toBe(goal)
  })
})

describe('whatever the interval and the limits,', () => {
  const RANK: Partial<Record<Goal, number>> = { met: 0, acceptable: 1, missed: 2 }
  const random = seeded(9)
  const end = () => (random.uniform() < 0.1 ? null : random.between(0, 400))
  function draw(): { definition: MetricDefinition; interval: Interval } {
    const [target, acceptance] = [random.between(50, 250), random.between(250, 350)]
    const some = (limit: number) => (random.uniform() < 0.15 ? null : limit)
    const [low, high] = [end(), end()]
    const turned = low !== null && high !== null && low > high
    return {
      definition: latency({ target: some(target), acceptance: some(acceptance) }),
      interval: turned ? { low: high, high: low } : { low, high },
    }
  }
  const cases = Array.from({ length: 3000 }, draw)

  test('a worse one never gets a better verdict', () => {
    for (const { definition, interval } of cases) {
      const worse = (v: number | null) => (v === null ? null : v + random.between(0, 120))
      const [before, after] = [interval, { low: worse(interval.low), high: worse(interval.high) }].map((i) =>
        judgeGoal(definition, i),
      )
      const told = JSON.stringify({ definition, interval, before, after })
      if (after === 'met') expect(before, told).toBe('met')
      if (before === 'missed') expect(after, told).toBe('missed')
      if (RANK[before!] !== undefined && RANK[after!] !== undefined)
        expect(RANK[after!]!, told).toBeGreaterThanOrEqual(RANK[before!]!)
    }
  })
  test('a narrower one within it never takes back a verdict', () => {
    for (const { definition, interval } of cases) {
      const low = interval.low ?? 0
      const high = interval.high ?? 1e6
      const cut = { low: random.between(low, (low + high) / 2), high: random.between((low + high) / 2, high) }
      const before = judgeGoal(definition, interval)
      if (before !== 'inconclusive') expect(judgeGoal(definition, cut)).toBe(before)
    }
  })
  test('another unit changes nothing', () => {
    for (const { definition, interval } of cases)
      for (const unit of ['s', 'µs', 'ns']) {
        const own = (v: number | string | null) => (typeof v === 'number' ? convert(v, 'ms', unit) : null)
        const said = {
          ...definition,
          unit,
          target: own(definition.target),
          acceptance: own(definition.acceptance),
        }
        expect(judgeGoal(said, { low: own(interval.low), high: own(interval.high) })).toBe(
          judgeGoal(definition, interval),
        )
      }
  })
})

test.each([
  [{}, ['met', 'acceptable', 'missed']],
  [{ acceptance: null }, ['met', 'missed', 'missed']],
  [{ acceptance: 'pruned_at_limit' }, ['met', 'missed', 'missed']],
  [{ target: null }, ['acceptable', 'acceptable', 'missed']],
  [{ target: 'pruned_eventually', acceptance: 'not_pruned' }, ['met', 'met', 'acceptable']],
  [{ target: null, acceptance: null }, ['no_target', 'no_target', 'no_target']],
])('the three states against %j are %j', (limits, goals) => {
  const definition = cleanUp(limits)
  expect(definition.states.map((_, rank) => judgeState(definition, rank))).toEqual(goals)
})
test('a state that is none of the metric’s proves nothing', () => {
  expect(judgeState(cleanUp(), -1)).toBe('inconclusive')
  expect(stateSentence(cleanUp(), 'inconclusive', 'half_pruned')).toBe(
    'half pruned is not one of the states of this metric (best first: pruned at limit, pruned eventually, not pruned).',
  )
})

describe('the sentence', () => {
  const say = (
    d: MetricDefinition,
    goal: Goal,
    low: number | null,
    high: number | null,
    more: string | null = null,
  ) => goalSentence(d, goal, { interval: { low, high }, basis: 'samples' }, more).replaceAll(THIN, ' ')
  test.each([
    [
      say(both, 'met', 180, 195),
      '180 ms to 195 ms by the samples of this run alone: surely within the target (target at most 200 ms, acceptance at most 300 ms).',
    ],
    [
      say(latency({ direction: 'higher', unit: 'ops/s' }), 'missed', 90, 95),
      '90 ops/s to 95 ops/s by the samples of this run alone: beyond acceptance (target at least 200 ops/s, acceptance at least 300 ops/s).',
    ],
    [
      say(both, 'acceptable', 210, 295),
      '210 ms to 295 ms by the samples of this run alone: within acceptance, not within the target (target at most 200 ms, acceptance at most 300 ms).',
    ],
    [
      say(onlyAcceptance, 'acceptable', 210, 295),
      '210 ms to 295 ms by the samples of this run alone: within acceptance (acceptance at most 300 ms).',
    ],
    [
      say(onlyTarget, 'missed', 210, null),
      'from 210 ms by the samples of this run alone: beyond the target (target at most 200 ms).',
    ],
    [
      say(both, 'inconclusive', 190, 205, 'About 40 more samples would decide.'),
      '190 ms to 205 ms by the samples of this run alone: straddles a limit (target at most 200 ms, acceptance at most 300 ms). About 40 more samples would decide.',
    ],
    [
      say(both, 'inconclusive', null, null),
      'No interval bounds the value (target at most 200 ms, acceptance at most 300 ms).',
    ],
    [say(neither, 'no_target', 1, 2), 'No target is set for this metric.'],
  ])('%#', (sentence, expected) => expect(sentence).toBe(expected))

  test('says what the interval rests on', () => {
    const ground = (basis: 'build' | 'history' | 'given' | 'none') =>
      goalSentence(both, 'met', { interval: { low: 5, high: 5 }, basis }, null)
        .split(':')[0]!
        .replaceAll(THIN, ' ')
    expect(['build', 'history', 'given', 'none'].map((b) => ground(b as 'build'))).toEqual([
      '5 ms by the runs of this commit',
      '5 ms by the spread of earlier runs',
      '5 ms as the upload states it',
      '5 ms, taken as exact',
    ])
  })
})
