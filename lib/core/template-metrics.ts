import type { TemplateMetric } from './template'

const latency = (metric: string, title: string, limits: [number, number] | null, source: string | null) => ({
  metric,
  title,
  input: {
    unit: 'ms',
    direction: 'lower' as const,
    target: limits?.[0] ?? null,
    acceptance: limits?.[1] ?? null,
  },
  source,
})

const memory = (metric: string, title: string, limits: [number, number] | null, source: string | null) => {
  const like = latency(metric, title, limits, source)
  return { ...like, input: { ...like.input, unit: 'MB' } }
}

const LATENCY = 'TestLatencyBenchmarks::'
const MEMORY = 'TestMemoryBenchmarks::'

/** The six target goals, and the eight metrics that have been measured so far but were never given a limit. */
export const performanceMetrics: readonly TemplateMetric[] = [
  latency('wake_word_detection', 'Wake word detection', [100, 150], null),
  latency('stt_transcription', 'STT transcription', [200, 300], null),
  latency('tts_first_chunk', 'TTS first chunk', [200, 300], null),
  latency('websocket_round_trip', 'WebSocket round trip', [50, 100], null),
  memory('memory_growth_per_session', 'Memory growth per session', [1, 5], null),
  {
    metric: 'context_window_cleanup',
    title: 'Context-window clean-up',
    input: {
      states: ['pruned_at_limit', 'pruned_eventually', 'not_pruned'],
      target: 'pruned_at_limit',
      acceptance: 'pruned_eventually',
    },
    source: null,
  },
  latency('e2e_latency', 'End-to-end latency', null, `${LATENCY}test_e2e_latency_simulated`),
  latency('response_filter_latency', 'Response filter', null, `${LATENCY}test_response_filter_latency`),
  latency('websocket_send_latency', 'WebSocket send', null, `${LATENCY}test_websocket_send_latency`),
  latency('session_creation_latency', 'Session creation', null, `${LATENCY}test_session_creation_latency`),
  latency(
    'context_window_operations',
    'Context-window operations',
    null,
    `${LATENCY}test_context_window_operations`,
  ),
  memory('context_window_memory', 'Context-window memory', null, `${MEMORY}test_context_window_memory`),
  memory('session_memory_growth', 'Session memory growth', null, `${MEMORY}test_session_memory_growth`),
  latency('database_query_latency', 'Database query', null, null),
]
