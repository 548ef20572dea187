import { describe, expect, test } from 'vitest'
import type { MetricEvidence, StepEvidence } from './evidence'
import { THIN } from './format'
import { isExpired, limitText, staleReasons, stepStaleReasons, valueText } from './stale'
import { decided, itemEvidence, pruning, stt } from './testing/evidence'

const NOW = new Date('2026-03-01T00:00:00Z')
const later = {
  run: '0193a5c2-0000-7000-8000-000000000000',
  startedAt: '2026-03-01T00:00:00.000Z',
  commit: '5b3c',
}
const reasons = (before: Partial<MetricEvidence>, after: Partial<MetricEvidence>) =>
  staleReasons(itemEvidence({ metrics: [stt(before)] }), itemEvidence({ metrics: [stt(after)] }), NOW).map(
    (r) => r.replaceAll(THIN, ' '),
  )

describe('a signature holds', () => {
  test.each([
    ['when nothing moved', {}, {}],
    [
      'when a later run agrees',
      {},
      { ...later, value: 194, low: 188, high: 199, effect: 0.02, bodySha256: 'ff' },
    ],
    ['when a later run is an improvement', {}, { ...later, change: 'improvement' }],
    [
      'when a regression had been signed, and is all there is',
      { change: 'regression' },
      { change: 'regression' },
    ],
    ['when the history of a later run is short', {}, { ...later, change: 'no_baseline', effect: null }],
  ] as [string, Partial<MetricEvidence>, Partial<MetricEvidence>][])('%s', (_, before, after) =>
    expect(reasons(before, after)).toEqual([]),
  )
  test('when evidence appears for a metric that had none', () => {
    const before = itemEvidence({ decision: decided('not_applicable'), metrics: [] })
    const after = itemEvidence({ decision: decided('not_applicable'), metrics: [stt({ goal: 'missed' })] })
    expect(staleReasons(before, after, NOW)).toEqual([])
  })
  test('when what was signed comes back with its members in another order', () => {
    const turned = <T extends object>(o: T) => Object.fromEntries(Object.entries(o).reverse()) as T
    const signed = itemEvidence({ decision: decided('waived') })
    const stored = {
      ...turned(signed),
      decision: turned(signed.decision!),
      metrics: signed.metrics.map(turned),
    }
    expect(staleReasons(stored, signed, NOW)).toEqual([])
  })
})

describe('a signature is stale, with the reason:', () => {
  test.each([
    [
      { ...later, goal: 'missed', value: 393 },
      ['STT transcription: now missed at 393 ms, signed as met at 190 ms'],
    ],
    [
      { ...later, goal: 'error', value: null, error: 'no model' },
      ['STT transcription: now error (no model), signed as met at 190 ms'],
    ],
    [
      { target: 150, targetVersion: 2, goal: 'acceptable' },
      [
        'STT transcription: its limits changed from target 200 ms and acceptance 300 ms (version 1) to target 150 ms and acceptance 300 ms (version 2)',
        'STT transcription: now acceptable at 190 ms, signed as met at 190 ms',
      ],
    ],
    [
      { target: null, targetVersion: 2 },
      [
        'STT transcription: its limits changed from target 200 ms and acceptance 300 ms (version 1) to target none and acceptance 300 ms (version 2)',
      ],
    ],
    [
      { targetVersion: 2 },
      ['STT transcription: its target was set again, with the same limits (version 2 instead of 1)'],
    ],
    [
      { ...later, change: 'regression', effect: 0.08 },
      ['STT transcription: a later run shows a regression of +8.0%'],
    ],
    [{ ...later, change: 'regression', effect: null }, ['STT transcription: a later run shows a regression']],
    [
      { ...later, environment: 'ci-mac', environmentClass: 'bbbbbbbbbbbb' },
      [
        'STT transcription: now measured in another environment, ci-mac (bbbbbbbbbbbb) instead of ci-linux (aaaaaaaaaaaa)',
      ],
    ],
  ] as [Partial<MetricEvidence>, string[]][])('%#', (after, expected) =>
    expect(reasons({}, after)).toEqual(expected),
  )

  test('its evidence is gone', () =>
    expect(staleReasons(itemEvidence(), itemEvidence({ metrics: [] }), NOW)).toEqual([
      'STT transcription: there is no longer any evidence for it',
    ]))
  test('a state is another one', () =>
    expect(
      staleReasons(
        itemEvidence({ metrics: [pruning()] }),
        itemEvidence({ metrics: [pruning({ ...later, goal: 'acceptable', state: 'pruned_eventually' })] }),
        NOW,
      ),
    ).toEqual([
      'Context-window clean-up: now acceptable at pruned eventually, signed as met at pruned at limit',
    ]))

  const waived = decided('waived')
  test.each([
    [decided('pass'), decided('fail'), 'the decision changed from pass to fail'],
    [decided('pass'), decided('not_applicable'), 'the decision changed from pass to not applicable'],
    [decided('pass'), null, 'the decision changed from pass to undecided'],
    [waived, decided('waived', { reason: 'another one' }), 'the decision was made again'],
    [waived, decided('waived', { expiresAt: '2026-07-01T00:00:00.000Z' }), 'the decision was made again'],
    [
      decided('waived', { expiresAt: '2026-03-01T00:00:00.000Z' }),
      decided('waived', { expiresAt: '2026-03-01T00:00:00.000Z' }),
      'the waiver expired on 2026-03-01',
    ],
  ])('%#: %s', (before, after, reason) =>
    expect(staleReasons(itemEvidence({ decision: before }), itemEvidence({ decision: after }), NOW)).toEqual([
      reason,
    ]),
  )
})

describe('the step', () => {
  const step = (...evidence: (string | null)[]): StepEvidence => ({
    kind: 'step',
    review: 'r',
    phase: '6',
    step: '6.4',
    items: evidence.map((digest, i) => ({
      item: `i${i}`,
      title: `Item ${i}`,
      decision: decided('pass'),
      evidence: digest,
    })),
  })
  const none = new Map<string, string[]>()
  test.each([
    ['holds while every item bears the signature it bore', step('a', 'b'), step('a', 'b'), none, []],
    [
      'is stale when an item is',
      step('a', 'b'),
      step('a', 'b'),
      new Map([
        ['i1', ['moved', 'more']],
        ['i0', []],
      ]),
      ['Item 1: moved'],
    ],
    [
      'is stale when an item was signed again',
      step('a', 'b'),
      step('a', 'c'),
      none,
      ['Item 1: signed again since'],
    ],
    [
      'is stale when an item lost its signature',
      step('a', 'b'),
      step('a', null),
      none,
      ['Item 1: no longer signed'],
    ],
    ['is stale when an item is gone', step('a', 'b'), step('a'), none, ['Item 1: no longer signed']],
  ])('%s', (_, signed, current, stale, expected) =>
    expect(stepStaleReasons(signed, current, stale)).toEqual(expected),
  )
})

test('a waiver expires at its instant', () => {
  const at = (expiresAt: string | null) => isExpired(decided('waived', { expiresAt }), NOW)
  expect([at('2026-03-01T00:00:00.001Z'), at('2026-03-01T00:00:00Z'), at(null)]).toEqual([false, true, false])
  expect(isExpired(null, NOW)).toBe(false)
})

test('limits and values in words', () => {
  expect([limitText(null, 'ms'), limitText('pruned_at_limit', null)]).toEqual(['none', 'pruned at limit'])
  expect(limitText(1200, 'ms')).toBe(`1.2${THIN}s`)
  expect(valueText(stt({ error: 'no_model' }))).toBe('no_model')
  expect(valueText(stt({ value: null }))).toBe('nothing')
})
