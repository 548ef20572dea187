import type { Decision, ItemEvidence, MetricEvidence } from '../evidence'
import type { Standing } from '../gate'

/** STT transcription at 190 ms, within its target. */
export const stt = (over: Partial<MetricEvidence> = {}): MetricEvidence => ({
  metric: 'stt_transcription',
  title: 'STT transcription',
  run: '0193a5c2-7e4b-7c3d-9f10-5b6a7c8d9e0f',
  bodySha256: '00',
  commit: '4f2a',
  startedAt: '2026-02-28T22:57:00.000Z',
  environment: 'ci-linux',
  environmentClass: 'aaaaaaaaaaaa',
  goal: 'met',
  change: 'stable',
  effect: 0.01,
  value: 190,
  low: 180,
  high: 195,
  state: null,
  error: null,
  unit: 'ms',
  target: 200,
  acceptance: 300,
  targetVersion: 1,
  ...over,
})

/** Context-window clean-up, pruned at the limit. */
export const pruning = (over: Partial<MetricEvidence> = {}): MetricEvidence =>
  stt({
    metric: 'context_window_cleanup',
    title: 'Context-window clean-up',
    effect: null,
    value: null,
    low: null,
    high: null,
    state: 'pruned_at_limit',
    unit: null,
    target: 'pruned_at_limit',
    acceptance: 'pruned_eventually',
    ...over,
  })

export const standing = (evidence: MetricEvidence): Standing => ({
  metric: evidence.metric,
  title: evidence.title,
  evidence,
  why: null,
})
export const unmeasured: Standing = {
  metric: 'tts_first_chunk',
  title: 'TTS first chunk',
  evidence: null,
  why: 'it has not been measured on main',
}

export const decided = (decision: Decision['decision'], over: Partial<Decision> = {}): Decision => ({
  decision,
  reason: decision === 'waived' || decision === 'not_applicable' ? 'there is no such thing here' : null,
  expiresAt: decision === 'waived' ? '2026-06-01T00:00:00.000Z' : null,
  ...over,
})

export const itemEvidence = (over: Partial<ItemEvidence> = {}): ItemEvidence => ({
  kind: 'item',
  review: 'r',
  item: 'stt-latency',
  title: 'STT transcription latency',
  decision: decided('pass'),
  metrics: [stt()],
  ...over,
})
