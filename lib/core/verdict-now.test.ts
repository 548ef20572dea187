import { describe, expect, test } from 'vitest'
import { cleanUp, earlier, latency } from './testing/definitions'
import { judgeRun } from './verdict'
import { verdictNow } from './verdict-now'
import type { Measurement } from './wire'

const judged = (m: Partial<Measurement>, definition = latency()) =>
  judgeRun([
    {
      definition,
      measurement: { metric: definition.metric, ...m },
      history: earlier(181, 182, 183, 184, 185, 186, 187, 188),
    },
  ]).verdicts[0]!
const was = judged({ unit: 'ms', value: 184 })

describe('an earlier verdict', () => {
  test('is itself while the target is', () => expect(verdictNow(was, latency())).toBe(was))
  test.each([
    [{ target: 250 }, 'met'],
    [{ target: 150 }, 'acceptable'],
    [{ target: 100, acceptance: 150 }, 'missed'],
    [{ target: 185 }, 'inconclusive'],
    [{ target: null, acceptance: null }, 'no_target'],
    [{ direction: 'higher', target: 150, acceptance: 100 }, 'met'],
  ] as const)('against %j is %s', (over, goal) => {
    const definition = latency({ ...over, targetVersion: 2 })
    const now = verdictNow(was, definition)
    expect(now).toMatchObject({
      goal,
      targetVersion: 2,
      target: definition.target,
      acceptance: definition.acceptance,
    })
    expect([now.value, now.low, now.high, now.change, now.baseline]).toEqual([
      was.value,
      was.low,
      was.high,
      was.change,
      was.baseline,
    ])
    expect(now.reason).not.toBe(was.reason)
  })
  test('is said in the unit of now, the baseline too', () => {
    const now = verdictNow(was, latency({ unit: 's', target: 0.2, acceptance: 0.3, targetVersion: 2 }))
    expect(now).toMatchObject({ goal: 'met', unit: 's', value: 0.184 })
    expect(now.baseline!.value! * 1000).toBeCloseTo(was.baseline!.value!, 9)
    expect(now.reason).toContain('200\u2009ms')
  })
  test('of another statistic than the target is for cannot be judged by it', () => {
    const samples = Array.from({ length: 100 }, (_, i) => 100 + i / 10)
    const p95 = judged({ unit: 'ms', samples })
    expect(p95.goal).toBe('met')
    const now = verdictNow(p95, latency({ statistic: 'p50', targetVersion: 2 }), 104.95)
    const none = { value: 104.95, low: null, high: null, basis: 'none' }
    expect(now).toMatchObject({ goal: 'inconclusive', statistic: 'p50', ...none })
    expect(now.reason).toBe('It was measured as p95, and the target is now for p50: a new run would tell.')
    // A value that came alone is of no statistic.
    expect(verdictNow(was, latency({ statistic: 'p50', targetVersion: 2 })).goal).toBe('met')
  })
  test('of a state is judged again, with its reason', () => {
    const state = judged({ state: 'pruned_eventually' }, cleanUp())
    const now = verdictNow(state, cleanUp({ target: 'pruned_eventually', targetVersion: 2 }))
    expect([state.goal, now.goal]).toEqual(['acceptable', 'met'])
    expect(now.reason).toContain('target pruned eventually')
  })
  test('of a state that is no longer one of the metric’s has not met anything', () => {
    const state = judged({ state: 'not_pruned' }, cleanUp())
    const states = ['pruned_at_limit', 'pruned_eventually']
    expect(verdictNow(state, cleanUp({ states, targetVersion: 2 })).goal).toBe('inconclusive')
  })
  test('of a failure stays one', () => {
    const failed = judged({ error: 'no model' })
    expect(verdictNow(failed, latency({ target: 1, targetVersion: 2 }))).toMatchObject({
      goal: 'error',
      reason: failed.reason,
      target: 1,
    })
  })
})
