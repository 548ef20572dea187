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
    expect(t.objectives.map((o) => o.detail)).toEqual([
      'Find leaks and excessive allocation.',
      'Find bottlenecks and hot paths.',
      'Measure the latency of the key operations.',
      'See that boundaries are respected.',
      'Check the usage of async/await.',
      'Check file and database operations.',
    ])
    expect(t.steps.map((s) => [s.title, s.plannedMinutes, s.detail])).toEqual([
      ['Run the existing performance tests', 10, 'Execute test_performance.py and collect all metrics.'],
      ['Analyse code patterns', 20, 'Look at async/await usage, blocking operations and hot functions.'],
      [
        'Resource usage review',
        20,
        'Look at allocation patterns, audio buffer management and the session lifecycle.',
      ],
      ['Benchmark comparison', 10, 'Compare to the targets and identify gaps.'],
      ['Generate the report', 20, 'Summarise findings and recommendations.'],
    ])
    expect(t.steps.reduce((sum, s) => sum + s.plannedMinutes, 0)).toBe(80)
    expect(t.budgetMinutes).toBe(4 * 60)
    expect(t.deliverables).toEqual([
      {
        name: 'PERFORMANCE_REVIEW_SUMMARY.md',
        contents: [
          'overall performance grade',
          'metrics summary',
          'bottlenecks identified',
          'optimisation recommendations',
        ],
      },
      {
        name: 'PERFORMANCE_METRICS.md',
        contents: ['detailed measurements', 'baseline values', 'target benchmarks'],
      },
    ])
  })
  it('says of each operation that was known which test knew it', () => {
    expect(t.known.results.map((k) => [k.operation, k.metric, k.test.split('::')[1]])).toEqual([
      ['End-to-end', 'e2e_latency', 'test_e2e_latency_simulated'],
      ['Response filter', 'response_filter_latency', 'test_response_filter_latency'],
      ['WebSocket send', 'websocket_send_latency', 'test_websocket_send_latency'],
      ['Session creation', 'session_creation_latency', 'test_session_creation_latency'],
      ['Context-window operations', 'context_window_operations', 'test_context_window_operations'],
      ['Session memory growth', 'session_memory_growth', 'test_session_memory_growth'],
      ['Context-window memory', 'context_window_memory', 'test_context_window_memory'],
    ])
  })
  it('rests the response times on what measures them, and the rows about code on a person', () => {
    const metricsOf = (key: string) => items.find((i) => i.key === key)!.metrics
    expect(t.sections[2]!.items.map((i) => i.metrics)).toEqual([
      ['wake_word_detection'],
      ['stt_transcription'],
      ['tts_first_chunk'],
      ['websocket_round_trip'],
      ['database_query_latency'],
    ])
    expect(metricsOf('memory-leaks')).toContain('memory_growth_per_session')
    expect(metricsOf('context-window-pruning')).toContain('context_window_cleanup')
    for (const key of ['numpy-arrays', 'hot-paths', 'thread-pool', 'file-handles', 'logging-overhead'])
      expect(metricsOf(key), key).toEqual([])
  })
  it('measures everything so that less is better, in milliseconds and megabytes', () => {
    const units = t.metrics.map(({ metric, input }) => [
      metric,
      'unit' in input ? `${input.direction} ${input.unit}` : 'states',
    ])
    const memory = ['memory_growth_per_session', 'context_window_memory', 'session_memory_growth']
    for (const [metric, measured] of units)
      expect(measured, metric).toBe(
        metric === 'context_window_cleanup' ? 'states' : memory.includes(metric!) ? 'lower MB' : 'lower ms',
      )
  })
  it('has the states of the contract, best first', () => {
    const { input } = t.metrics.find((m) => m.metric === 'context_window_cleanup')!
    expect('states' in input && input.states).toEqual(['pruned_at_limit', 'pruned_eventually', 'not_pruned'])
  })
})
