import type { MetricDefinition } from '../metric'
import type { HistoryValue } from '../verdict'

/** A latency that should stay within 200 ms and must stay within 300 ms. */
export const latency = (over: Partial<MetricDefinition> = {}): MetricDefinition => ({
  metric: 'stt_transcription',
  title: 'STT transcription',
  unit: 'ms',
  direction: 'lower',
  statistic: 'p95',
  minEffect: 0.02,
  target: 200,
  acceptance: 300,
  states: [],
  targetVersion: 1,
  ...over,
})

/** Context-window clean-up as the built-in template has it. */
export const cleanUp = (over: Partial<MetricDefinition> = {}): MetricDefinition =>
  latency({
    metric: 'context_window_cleanup',
    title: 'Context-window clean-up',
    unit: null,
    statistic: 'state',
    target: 'pruned_at_limit',
    acceptance: 'pruned_eventually',
    states: ['pruned_at_limit', 'pruned_eventually', 'not_pruned'],
    ...over,
  })

/** Runs of other builds, and of the build that is judged. */
export const earlier = (...values: number[]): HistoryValue[] =>
  values.map((value) => ({ value, rank: null, sameBuild: false }))
export const sameBuild = (...values: number[]): HistoryValue[] =>
  values.map((value) => ({ value, rank: null, sameBuild: true }))
export const ranks = (...values: number[]): HistoryValue[] =>
  values.map((rank) => ({ value: null, rank, sameBuild: false }))
