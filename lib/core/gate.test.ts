import { describe, expect, test } from 'vitest'
import type { Decision, MetricEvidence } from './evidence'
import { THIN } from './format'
import { canSignItem, canSignStep, type SignedCandidate, type Standing } from './gate'
import { decided, pruning, standing, stt, unmeasured } from './testing/evidence'

const NOW = new Date('2026-03-01T00:00:00Z')
const plain = (text: string) => text.replaceAll(THIN, ' ')
const item = (decision: Decision | null, ...standings: Standing[]) => ({
  key: 'stt-latency',
  title: 'STT transcription latency',
  decision,
  standings,
})
const of = (over: Partial<MetricEvidence>) => standing(stt(over))
const missed = of({ goal: 'missed', value: 393 })
const failed = of({ goal: 'error', value: null, error: 'no model' })
const unsure = of({ goal: 'inconclusive', value: 199 })

describe('an item may be signed', () => {
  /** What is missing, or null when nothing is. */
  const missing = (decision: Decision | null, ...standings: Standing[]) => {
    const gate = canSignItem(item(decision, ...standings), NOW)
    return gate.allowed ? null : gate.missing.map((m) => plain(m.text))
  }
  test.each([
    ['passed on evidence within the target', decided('pass'), [standing(stt())], null],
    ['passed on evidence within acceptance', decided('pass'), [of({ goal: 'acceptable' })], null],
    ['passed on a metric without limits', decided('pass'), [of({ goal: 'no_target' })], null],
    ['passed where no metric measures it', decided('pass'), [], null],
    ['failed on evidence that missed', decided('fail'), [missed], null],
    ['failed on a failure to measure', decided('fail'), [failed], null],
    ['not applicable, with a reason, without evidence', decided('not_applicable'), [unmeasured], null],
    ['waived, with a reason, beyond acceptance', decided('waived'), [missed], null],
    ['undecided', null, [standing(stt())], ['It is not decided: pass, fail, not applicable or waived']],
    [
      'passed beyond acceptance',
      decided('pass'),
      [missed],
      ['STT transcription is at 393 ms, beyond its acceptance limit 300 ms: decide fail, or waive it'],
    ],
    [
      'passed beyond a target that is its only limit',
      decided('pass'),
      [of({ goal: 'missed', value: 393, acceptance: null })],
      ['STT transcription is at 393 ms, beyond its target 200 ms: decide fail, or waive it'],
    ],
    [
      'passed on a state beyond acceptance',
      decided('pass'),
      [standing(pruning({ goal: 'missed', state: 'not_pruned' }))],
      [
        'Context-window clean-up is not pruned, beyond its acceptance limit pruned eventually: decide fail, or waive it',
      ],
    ],
    [
      'passed on a failure',
      decided('pass'),
      [failed],
      ['STT transcription could not be measured (no model): run it again, or decide fail'],
    ],
    [
      'passed on what cannot be told',
      decided('pass'),
      [unsure],
      ['STT transcription is inconclusive at 199 ms: measure with more samples, or waive it'],
    ],
    [
      'passed without evidence for one of its metrics',
      decided('pass'),
      [standing(stt()), unmeasured],
      ['TTS first chunk has no evidence: it has not been measured on main'],
    ],
    [
      'failed without evidence',
      decided('fail'),
      [unmeasured],
      ['TTS first chunk has no evidence: it has not been measured on main'],
    ],
    [
      'on a waiver that has run out',
      decided('waived', { expiresAt: '2026-03-01T00:00:00.000Z' }),
      [],
      ['Its waiver expired on 2026-03-01: decide again'],
    ],
    [
      'on a waiver without a reason',
      decided('waived', { reason: null }),
      [],
      ['It needs a reason: decide again'],
    ],
    [
      'not applicable without a reason',
      decided('not_applicable', { reason: '' }),
      [],
      ['It needs a reason: decide again'],
    ],
  ])('%s: %#', (_, decision, standings, expected) =>
    expect(missing(decision, ...standings)).toEqual(expected),
  )

  test('names everything that is missing, with where to go', () => {
    const gate = canSignItem(item(decided('pass'), missed, unmeasured), NOW)
    expect(gate).toMatchObject({
      allowed: false,
      missing: [{ metric: 'stt_transcription' }, { metric: 'tts_first_chunk' }],
    })
    expect(canSignItem(item(null), NOW)).toMatchObject({ missing: [{ item: 'stt-latency' }] })
  })
})

describe('the step may be signed', () => {
  const signed = (decision: Decision | null, reasons: string[] | null = []): SignedCandidate => ({
    ...item(decision, standing(stt())),
    signature: reasons && { reasons },
  })
  const missing = (...items: SignedCandidate[]) => {
    const gate = canSignStep(items, NOW)
    return gate.allowed ? null : gate.missing.map((m) => m.text.replace('STT transcription latency: ', ''))
  }
  test.each([
    [
      'when every item bears a signature that holds',
      [signed(decided('pass')), signed(decided('waived')), signed(decided('not_applicable'))],
      null,
    ],
    ['not with an item undecided', [signed(null, null)], ['not decided']],
    ['not with an item unsigned', [signed(decided('pass'), null)], ['not signed']],
    [
      'not with an item that failed, signed or not',
      [signed(decided('fail')), signed(decided('fail'), null)],
      Array(2).fill('failed; it must pass or be waived'),
    ],
    [
      'not with a waiver that has run out',
      [signed(decided('waived', { expiresAt: '2026-02-01T00:00:00Z' }))],
      ['its waiver has expired'],
    ],
    [
      'not with a stale signature',
      [signed(decided('pass'), ['the target moved', 'more'])],
      ['its signature is stale: the target moved'],
    ],
  ])('%s', (_, items, expected) => expect(missing(...items)).toEqual(expected))
})
