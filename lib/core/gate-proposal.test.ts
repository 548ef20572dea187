import { describe, expect, test } from 'vitest'
import type { MetricEvidence } from './evidence'
import { THIN } from './format'
import { canSignItem, proposeItem, type Standing } from './gate'
import { decided, pruning, standing, stt, unmeasured } from './testing/evidence'

const plain = (text: string) => text.replaceAll(THIN, ' ')
const of = (over: Partial<MetricEvidence>) => standing(stt(over))
const missed = of({ goal: 'missed', value: 393 })
const failed = of({ goal: 'error', value: null, error: 'no model' })
const left = of({ goal: 'error', value: null, error: 'skipped: no GPU' })
const unsure = of({ goal: 'inconclusive', value: 199 })

describe('the evidence speaks for', () => {
  test.each([
    [[standing(stt())], 'pass', 'STT transcription 190 ms: within its target.'],
    [
      [of({ goal: 'acceptable', value: 250 })],
      'pass',
      'STT transcription 250 ms: within its acceptance limit.',
    ],
    [
      [standing(stt()), standing(pruning())],
      'pass',
      'STT transcription 190 ms and Context-window clean-up pruned at limit: within their targets.',
    ],
    [
      [standing(stt()), standing(pruning()), of({ title: 'E2E', goal: 'acceptable', value: 250 })],
      'pass',
      'STT transcription 190 ms, Context-window clean-up pruned at limit and E2E 250 ms: within their acceptance limits.',
    ],
    [[standing(stt()), of({ goal: 'no_target' })], 'pass', 'STT transcription 190 ms: within its target.'],
    [[missed, unmeasured], 'fail', 'STT transcription is at 393 ms, beyond its acceptance limit 300 ms.'],
    [[left], 'undecided', 'STT transcription was not measured: skipped: no GPU.'],
    [[left, failed], 'fail', 'STT transcription could not be measured: no model.'],
    [[failed], 'fail', 'STT transcription could not be measured: no model.'],
    [
      [of({ goal: 'error', value: null, error: 'It broke.' })],
      'fail',
      'STT transcription could not be measured: It broke.',
    ],
    [[], 'undecided', 'No metric measures this; look at it and decide.'],
    [
      [standing(stt()), unmeasured],
      'undecided',
      'TTS first chunk has no evidence: it has not been measured on main.',
    ],
    [
      [unsure],
      'undecided',
      'STT transcription is inconclusive at 199 ms: its interval straddles a limit; more samples would tell.',
    ],
    [
      [of({ change: 'regression', effect: 0.08 })],
      'undecided',
      'STT transcription keeps its limits, but it has regressed (+8.0%).',
    ],
    [
      [of({ change: 'regression', effect: null })],
      'undecided',
      'STT transcription keeps its limits, but it has regressed.',
    ],
    [
      [of({ goal: 'no_target', change: 'regression', effect: 0.08 })],
      'undecided',
      'STT transcription has no limits, but it has regressed (+8.0%).',
    ],
    [
      [of({ goal: 'no_target', target: null, acceptance: null })],
      'undecided',
      'Measured, but without a limit to judge by: STT transcription 190 ms.',
    ],
  ] as [Standing[], string, string][])('%#', (standings, proposal, sentence) => {
    const found = proposeItem(standings)
    expect([found.proposal, plain(found.sentence)]).toEqual([proposal, sentence])
  })
  test('a pass that the gate then lets be signed, and nothing else', () => {
    for (const goal of ['met', 'acceptable', 'missed', 'inconclusive', 'error', 'no_target'] as const)
      for (const change of ['stable', 'regression'] as const) {
        const standings = [of({ goal, change, error: goal === 'error' ? 'x' : null })]
        if (proposeItem(standings).proposal === 'pass')
          expect(
            canSignItem({ key: 'k', title: 't', decision: decided('pass'), standings }, new Date()).allowed,
          ).toBe(true)
      }
  })
})
