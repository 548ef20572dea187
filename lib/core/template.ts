import type { MetricInput } from './metric'
import { performanceItems } from './template-items'
import { performanceMetrics } from './template-metrics'

/** One line of the checklist; `metrics` are the slugs whose verdicts are its evidence. None: a person looks and decides. */
export type TemplateItem = { key: string; title: string; guidance: string; metrics: readonly string[] }
export type TemplateSection = { title: string; items: readonly TemplateItem[] }
/** A metric with what is expected of it; `source` is the regression test that measures it, where there is one. */
export type TemplateMetric = { metric: string; title: string; input: MetricInput; source: string | null }
/** What was known of one operation before the review began. */
export type KnownResult = { area: string; operation: string; metric: string; test: string; result: 'pass' }

/** What a review is made from. A review keeps a copy, so that a later version of the template changes nothing in it. */
export type ReviewTemplate = {
  name: string
  version: number
  title: string
  budgetMinutes: number
  objectives: readonly { title: string; detail: string }[]
  known: { source: string; results: readonly KnownResult[] }
  sections: readonly TemplateSection[]
  metrics: readonly TemplateMetric[]
  steps: readonly { title: string; detail: string; plannedMinutes: number }[]
  deliverables: readonly { name: string; contents: readonly string[] }[]
}

const known = (area: string, operation: string, metric: string): KnownResult => ({
  area,
  operation,
  metric,
  test: performanceMetrics.find((m) => m.metric === metric)!.source!,
  result: 'pass',
})

/** The built-in review of a real-time voice assistant: 25 items, 14 metrics, 80 minutes of work in a budget of four hours. */
export const performanceReview: ReviewTemplate = {
  name: 'performance-review',
  version: 1,
  title: 'Performance Review',
  budgetMinutes: 240,
  objectives: [
    { title: 'Memory usage', detail: 'Find leaks and excessive allocation.' },
    { title: 'CPU efficiency', detail: 'Find bottlenecks and hot paths.' },
    { title: 'Response times', detail: 'Measure the latency of the key operations.' },
    { title: 'Resource limits', detail: 'See that boundaries are respected.' },
    { title: 'Concurrency', detail: 'Check the usage of async/await.' },
    { title: 'I/O performance', detail: 'Check file and database operations.' },
  ],
  known: {
    source: 'tests/integration/test_performance.py',
    results: [
      known('Latency', 'End-to-end', 'e2e_latency'),
      known('Latency', 'Response filter', 'response_filter_latency'),
      known('Latency', 'WebSocket send', 'websocket_send_latency'),
      known('Latency', 'Session creation', 'session_creation_latency'),
      known('Latency', 'Context-window operations', 'context_window_operations'),
      known('Memory', 'Session memory growth', 'session_memory_growth'),
      known('Memory', 'Context-window memory', 'context_window_memory'),
    ],
  },
  sections: performanceItems,
  metrics: performanceMetrics,
  steps: [
    {
      title: 'Run the existing performance tests',
      detail: 'Execute test_performance.py and collect all metrics.',
      plannedMinutes: 10,
    },
    {
      title: 'Analyse code patterns',
      detail: 'Look at async/await usage, blocking operations and hot functions.',
      plannedMinutes: 20,
    },
    {
      title: 'Resource usage review',
      detail: 'Look at allocation patterns, audio buffer management and the session lifecycle.',
      plannedMinutes: 20,
    },
    {
      title: 'Benchmark comparison',
      detail: 'Compare to the targets and identify gaps.',
      plannedMinutes: 10,
    },
    {
      title: 'Generate the report',
      detail: 'Summarise findings and recommendations.',
      plannedMinutes: 20,
    },
  ],
  deliverables: [
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
  ],
}

export const REVIEW_TEMPLATES: readonly ReviewTemplate[] = [performanceReview]
