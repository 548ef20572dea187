import { describe, expect, it } from 'vitest'
import { metricInput } from './metric'
import { performanceReview as t } from './template'

// The rows of the hand-written review that the template replaces, in its own words and order.
const ROWS: Record<string, string[]> = {
  'Memory management': [
    'memory leaks in long-running processes',
    'context-window pruning works',
    'session clean-up',
    'numpy array handling',
    'audio buffer limits',
  ],
  'CPU efficiency': [
    'hot paths identified by profiling',
    'tight loops',
    'async/await patterns',
    'thread pool usage',
    'blocking calls',
  ],
  'Response times': [
    'wake word detection latency',
    'STT transcription latency',
    'TTS synthesis latency',
    'WebSocket message round trip',
    'database query latency',
  ],
  'Resource limits': [
    'audio buffer capacity',
    'context-window maximum size',
    'concurrent session limits',
    'file handle limits',
    'connection pool settings',
  ],
  'I/O performance': [
    'file read/write patterns',
    'database query efficiency',
    'audio streaming',
    'logging overhead',
    'synchronous versus asynchronous I/O',
  ],
}
const GOALS: Record<string, [unit: string | null, target: number | string, acceptance: number | string]> = {
  wake_word_detection: ['ms', 100, 150],
  stt_transcription: ['ms', 200, 300],
  tts_first_chunk: ['ms', 200, 300],
  websocket_round_trip: ['ms', 50, 100],
  memory_growth_per_session: ['MB', 1, 5],
  context_window_cleanup: [null, 'pruned_at_limit', 'pruned_eventually'],
}
const WITHOUT_LIMITS = [
  'e2e_latency',
  'response_filter_latency',
  'websocket_send_latency',
  'session_creation_latency',
  'context_window_operations',
  'context_window_memory',
  'session_memory_growth',
  'database_query_latency',
]
const TESTS = [
  'TestLatencyBenchmarks::test_e2e_latency_simulated',
  'TestLatencyBenchmarks::test_response_filter_latency',
  'TestLatencyBenchmarks::test_websocket_send_latency',
  'TestLatencyBenchmarks::test_session_creation_latency',
  'TestLatencyBenchmarks::test_context_window_operations',
  'TestMemoryBenchmarks::test_session_memory_growth',
  'TestMemoryBenchmarks::test_context_window_memory',
]
const items = t.sections.flatMap((s) => s.items)
const lower = (s: string) => s.toLowerCase()

describe('the built-in performance review', () => {
  it('has every item of the checklist, one to one and in order', () => {
    expect(t.sections.map((s) => s.title)).toEqual(Object.keys(ROWS))
    for (const section of t.sections)
      expect(section.items.map((i) => lower(i.title))).toEqual(ROWS[section.title]!.map(lower))
    expect(items).toHaveLength(25)
    expect(new Set(items.map((i) => i.key)).size).toBe(25)
  })
  it('says of each item what to check, in words of its own', () => {
    expect(new Set(items.map((i) => i.guidance)).size).toBe(25)
    for (const i of items) expect(i.guidance.length, i.key).toBeGreaterThan(40)
  })
  it('has the six target goals, and no limit that nobody gave', () => {
    const given = Object.fromEntries(
      t.metrics
        .filter((m) => m.input.target !== null || m.input.acceptance !== null)
        .map(({ metric, input }) => [
          metric,
          ['unit' in input ? input.unit : null, input.target, input.acceptance],
        ]),
    )
    expect(given).toEqual(GOALS)
    const names = t.metrics.map((m) => m.metric)
    expect(names.toSorted()).toEqual([...Object.keys(GOALS), ...WITHOUT_LIMITS].toSorted())
    for (const m of t.metrics) expect(metricInput.safeParse(m.input).success, m.metric).toBe(true)
  })
  it('uses each metric as evidence, and none it does not have', () => {
    const used = new Set(items.flatMap((i) => i.metrics))
    expect([...used].toSorted()).toEqual(t.metrics.map((m) => m.metric).toSorted())
  })
  it('knows the regression tests and that they passed', () => {
    expect(t.known.results.map((k) => k.test).toSorted()).toEqual(TESTS.toSorted())
    expect(t.known.results.filter((k) => k.area === 'Latency')).toHaveLength(5)
    expect(t.known.results.filter((k) => k.area === 'Memory')).toHaveLength(2)
    expect(t.known.results.every((k) => k.result === 'pass')).toBe(true)
    expect(t.known.source).toBe('tests/integration/test_performance.py')
  })
  it('has the objectives, the strategy with its minutes, and the deliverables', () => {
    expect(t.objectives.map((o) => o.title)).toEqual([
      'Memory usage',
      'CPU efficiency',
      'Response times',
      'Resource limits',
      'Concurrency',
      'I/O performance',
    ])
    expect(t.steps.map((s) => s.plannedMinutes)).toEqual([10, 20, 20, 10, 20])
    expect(t.budgetMinutes).toBe(240)
    expect(t.deliverables.map((d) => [d.name, d.contents.length])).toEqual([
      ['PERFORMANCE_REVIEW_SUMMARY.md', 4],
      ['PERFORMANCE_METRICS.md', 3],
    ])
  })
})
