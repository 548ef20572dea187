import { describe, expect, test } from 'vitest'
import { levelInterval, levelOf } from './level'
import { cleanUp, earlier, latency, ranks, sameBuild } from './testing/definitions'
import { seeded, times } from './testing/seeded'
import type { HistoryValue, JudgeInput } from './verdict'
import { judgeRun, verdictText } from './verdict'
import { type Measurement, verdict as verdictSchema } from './wire'

const measured = (over: Partial<Measurement>): Measurement => ({
  metric: 'stt_transcription',
  unit: 'ms',
  ...over,
})
const judge = (m: Partial<Measurement>, history: HistoryValue[] = [], definition = latency()) =>
  judgeRun([{ definition, measurement: measured(m), history }]).verdicts[0]!
const samples = times(80, (i) => 150 + i / 4)
const usual = [180, 184, 179, 181, 177, 183, 182, 178, 185, 176]

describe('what the goal verdict rests on', () => {
  test('first the runs of this build: t over their values', () => {
    const build = [181, 184, 178, 190, 186]
    const verdict = judge({ samples: [181] }, [...sameBuild(...build.slice(1)), ...earlier(...usual)])
    expect(verdict).toMatchObject({ basis: 'build', value: 181, ...levelInterval(levelOf(build, [])!) })
  })
  test('with one run, the spread of eight earlier runs', () => {
    const verdict = judge({ samples }, earlier(...usual))
    const { low, high } = levelInterval(levelOf([verdict.value!], usual)!)
    expect(verdict).toMatchObject({ basis: 'history', low, high })
    expect(judge({ samples }, earlier(...usual.slice(0, 8))).basis).toBe('history')
    expect(judge({ samples }, earlier(...usual.slice(0, 7))).basis).toBe('samples')
  })
  test('that spread also while a build has two or three runs, which alone would say next to nothing', () => {
    const history = earlier(...usual)
    const [once, twice] = [
      judge({ value: 181 }, history),
      judge({ value: 181 }, [...sameBuild(183), ...history]),
    ]
    expect([once.basis, twice.basis]).toEqual(['history', 'history'])
    expect([once.goal, twice.goal]).toEqual(['met', 'met'])
    expect(judge({ value: 181 }, sameBuild(183)).basis).toBe('build')
  })
  test('else the interval that the upload states', () =>
    expect(judge({ value: 190, low: 185, high: 199 })).toMatchObject({
      basis: 'given',
      low: 185,
      high: 199,
      goal: 'met',
    }))
  test('else order statistics of the samples, marked as within this run only', () => {
    const verdict = judge({ samples })
    // Of 80 samples, the 73rd and the 80th bound the 95th percentile.
    expect(verdict).toMatchObject({ basis: 'samples', low: samples[72], high: samples[79], goal: 'met' })
    expect(verdict.reason).toContain('by the samples of this run alone')
  })
  test('else the value alone, taken at its word', () => {
    expect(judge({ value: 200 })).toMatchObject({
      basis: 'none',
      low: 200,
      high: 200,
      goal: 'met',
      statistic: 'value',
    })
    expect(judge({ value: 250 }).goal).toBe('acceptable')
    expect(judge({ value: 301 }).goal).toBe('missed')
  })
  test('too few samples bound nothing, and that is said', () => {
    const verdict = judge({ samples: samples.slice(0, 20) })
    expect(verdict).toMatchObject({ basis: 'samples', high: null, goal: 'inconclusive' })
    expect(verdict.reason).toContain('About 39 more samples would bound its p95.')
  })
  test('a number that always came out the same and is just on the target has met it, run after run', () => {
    const exactly = latency({ unit: 'count', target: 100, acceptance: 100 })
    const value = { unit: 'count', value: 100 }
    expect(judge(value, sameBuild(100), exactly).goal).toBe('met')
    expect(judge(value, earlier(...times(10, () => 100)), exactly)).toMatchObject({
      goal: 'met',
      change: 'stable',
    })
    expect(
      judge({ unit: 'ms', samples: [0.1, 0.1, 0.1] }, [], latency({ statistic: 'mean', target: 0.1 })).goal,
    ).toBe('met')
  })
})

describe('a measurement', () => {
  test('in another unit gets the same verdict, in the metric’s unit', () => {
    const random = seeded(10)
    for (let i = 0; i < 100; i++) {
      const ms = times(70, () => Number(random.lognormal(random.between(120, 320), 0.05).toFixed(3)))
      const history = earlier(...times(random.integer(0, 12), () => random.lognormal(200, 0.05)))
      const [a, b] = [
        judge({ samples: ms }, history),
        judge({ unit: 's', samples: ms.map((v) => v / 1000) }, history),
      ]
      expect([b.goal, b.change, b.unit]).toEqual([a.goal, a.change, 'ms'])
      expect(b.value! / a.value!).toBeCloseTo(1, 12)
    }
  })
  test('without a unit is in the metric’s', () =>
    expect(judge({ unit: undefined, value: 150 }).value).toBe(150))
  test('of a failure is an error with its words, and no number is made up', () =>
    expect(judge({ unit: undefined, error: 'no model' }, earlier(...usual))).toMatchObject({
      goal: 'error',
      value: null,
      low: null,
      high: null,
      effect: null,
      reason: 'Not measured: no model',
      error: 'no model',
    }))
  test('of a state is compared by rank', () => {
    const state = (name: string, history: HistoryValue[] = []) =>
      judge({ unit: undefined, state: name }, history, cleanUp())
    expect(state('pruned_at_limit')).toMatchObject({
      goal: 'met',
      value: null,
      unit: null,
      change: 'no_baseline',
    })
    expect(state('pruned_eventually', ranks(...times(9, () => 0)))).toMatchObject({
      goal: 'acceptable',
      change: 'regression',
      state: 'pruned_eventually',
    })
    expect(state('not_pruned').reason).toBe(
      'not pruned: target pruned at limit, acceptance pruned eventually (best first: pruned at limit, pruned eventually, not pruned).',
    )
  })
  test.each([
    ['another dimension', { unit: 'MB', value: 1 }, latency()],
    ['a number for a state', { unit: undefined, value: 1 }, cleanUp()],
    ['a state nobody knows', { unit: undefined, state: 'gone' }, cleanUp()],
    ['a state for a number', { unit: undefined, state: 'gone' }, latency()],
  ])('of %s is refused', (_, m, definition) => expect(() => judge(m, [], definition)).toThrow(RangeError))
})

describe('an upload', () => {
  const input = (metric: string, value: number): JudgeInput => ({
    definition: latency({ metric }),
    measurement: measured({ metric, value }),
    history: earlier(...usual),
  })
  test('is judged in its order, and its verdicts are what the wire says', () => {
    const { verdicts, summaries, grade } = judgeRun([input('a', 181), input('b', 500), input('c', 180)])
    expect(verdicts.map((v) => v.metric)).toEqual(['a', 'b', 'c'])
    expect(summaries).toHaveLength(3)
    for (const v of verdicts) expect(verdictSchema.parse(v)).toEqual(v)
    expect(verdicts.map((v) => v.change)).toEqual(['stable', 'regression', 'stable'])
    expect(grade).toBe('D')
  })
  test('corrects for the number of its metrics', () => {
    // One in a hundred is off by what would be surprising alone: p is about .01.
    const odd = 190.5
    expect(judgeRun([input('odd', odd)]).verdicts[0]!.change).toBe('regression')
    const { verdicts } = judgeRun([input('odd', odd), ...times(99, (i) => input(`m${i}`, 180 + (i % 3)))])
    expect(verdicts[0]!.change).toBe('stable')
  })
  test('of metrics without a target has no grade', () => {
    const definition = latency({ target: null, acceptance: null })
    expect(judgeRun([{ definition, measurement: measured({ value: 1 }), history: [] }]).grade).toBeNull()
    expect(judgeRun([])).toEqual({ verdicts: [], summaries: [], grade: null })
  })
})

describe('the baseline', () => {
  test('is other builds: a build that got worse does not become its own baseline by being run again', () => {
    const worse = times(8, (i) => 240 + i)
    const verdict = judge({ value: 244 }, [...sameBuild(...worse), ...earlier(...usual)])
    expect(verdict).toMatchObject({ change: 'regression', baseline: { runs: usual.length } })
    expect(verdict.baseline!.value).toBeCloseTo(180.5, 0)
  })
  test('is all earlier runs where there are too few of other builds', () => {
    const verdict = judge({ value: 260 }, [...sameBuild(...usual), ...earlier(181, 182)])
    expect(verdict).toMatchObject({ change: 'regression', baseline: { runs: 12 } })
  })
})

test('a verdict in words', () => {
  expect(verdictText(judge({ value: 1240 }))).toBe('1.24\u2009s')
  expect(verdictText(judge({ unit: undefined, error: 'x' }))).toBe('not measured')
  expect(verdictText(judge({ unit: undefined, state: 'not_pruned' }, [], cleanUp()))).toBe('not pruned')
})
