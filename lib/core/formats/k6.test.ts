import { describe, expect, test } from 'vitest'
import { k6 } from './k6'
import { mistake, read } from './testing/read'

// Shapes as k6 writes them: js/summary-wrapper.js for both summaries, internal/lib/summary/machine_readable.go for the third.
const times = { avg: 144.56, min: 104.11, med: 110.47, max: 1140.2, 'p(90)': 203.54, 'p(95)': 215.95 }
const zeros = Object.fromEntries(Object.keys(times).map((key) => [key, 0]))
const old = {
  root_group: {
    name: '',
    path: '',
    id: 'd41d',
    groups: {},
    checks: { ok: { name: 'ok', passes: 45, fails: 45 } },
  },
  metrics: {
    http_req_duration: { ...times, thresholds: { 'p(95)<500': false, 'avg<100': true } },
    'http_req_duration{expected_response:true}': times,
    'http_req_duration{name:never}': zeros,
    http_req_tls_handshaking: zeros,
    http_req_failed: { passes: 9, fails: 171, value: 0.05, thresholds: { 'rate<0.01': true } },
    checks: { passes: 45, fails: 45, value: 0.5 },
    http_reqs: { count: 180, rate: 4.36938 },
    iterations: { count: 45, rate: 1.092345 },
    dropped_iterations: { count: 3, rate: 0.07 },
    data_received: { count: 1_300_000, rate: 31_000 },
    vus: { value: 1, min: 1, max: 19 },
    my_trend: times,
    my_errors: { count: 2, rate: 0.05 },
  },
}
const expected = [
  { metric: 'http_req_duration', unit: 'ms', value: 144.56 },
  { metric: 'http_req_duration{expected_response:true}', unit: 'ms', value: 144.56 },
  { metric: 'http_req_duration{name:never}', error: 'k6 took no sample of this metric' },
  { metric: 'http_req_tls_handshaking', unit: 'ms', value: 0 },
  { metric: 'http_req_failed', unit: 'ratio', value: 0.05 },
  { metric: 'checks', unit: 'ratio', value: 0.5 },
  { metric: 'http_reqs', unit: 'ops/s', value: 4.36938 },
  { metric: 'iterations', unit: 'ops/s', value: 1.092345 },
  { metric: 'dropped_iterations', value: 3 },
  { metric: 'data_received', unit: 'B', value: 1_300_000 },
  { metric: 'vus', value: 1 },
  { metric: 'my_trend', value: 144.56 },
  { metric: 'my_errors', value: 2 },
]

const TYPES: Record<string, [string, string]> = {
  http_req_failed: ['rate', 'default'],
  checks: ['rate', 'default'],
  data_received: ['counter', 'data'],
  vus: ['gauge', 'default'],
  my_trend: ['trend', 'default'],
}
/** The same run as handleSummary has it: values apart, rates called so, and thresholds the other way round. */
function handled() {
  const metrics = Object.entries(old.metrics).map(
    ([name, { thresholds, ...values }]: [string, Record<string, unknown>]) => {
      const base = name.replace(/\{.*/, '')
      const [type, contains] = TYPES[base] ?? ('avg' in values ? ['trend', 'time'] : ['counter', 'default'])
      const { value, ...others } = values
      const ok = Object.entries(thresholds ?? {}).map(([said, crossed]) => [said, { ok: !crossed }])
      return [
        name,
        {
          type,
          contains,
          values: type === 'rate' ? { ...others, rate: value } : values,
          thresholds: Object.fromEntries(ok),
        },
      ] as const
    },
  )
  return {
    root_group: { name: '', groups: [], checks: [] },
    options: { summaryTrendStats: ['avg'], summaryTimeUnit: 's' },
    state: { testRunDurationMs: 41_000 },
    metrics: Object.fromEntries(metrics),
  }
}

test('the old --summary-export, in which true is a crossed threshold: the metrics, whatever the thresholds', () =>
  expect(read(k6, old)).toEqual(expected))
test('handleSummary, in which ok is a kept one: the same', () =>
  expect(read(k6, handled())).toEqual(expected))

test('the machine-readable summary of 1.5 and 2: the same words in lists, the checks apart, and a time', () => {
  const metric = (name: string, type: string, contains: string, values: object) => ({
    name,
    type,
    contains,
    values,
  })
  const file = {
    config: { duration: 10, execution: 'local', script: 's.js' },
    metadata: { generated_at: '2026-02-28T14:57:10.5Z', k6_version: '2.0.0' },
    results: {
      checks: {
        metrics: [metric('checks_failed', 'rate', 'default', { matches: 1, rate: 0.5, total: 2 })],
        results: [],
      },
      metrics: [
        metric('iteration_duration', 'trend', 'time', { avg: 2, max: 3, med: 2, min: 1, p90: 3, p95: 3 }),
        metric('http_reqs', 'counter', 'default', { count: 50 }),
        metric('data_sent', 'counter', 'data', { count: 0 }),
        metric('never', 'rate', 'default', { matches: 0, rate: 0, total: 0 }),
      ],
    },
    version: '1.0.0',
  }
  expect(k6.detect('', file)).toBe(true)
  expect(read(k6, file)).toEqual([
    { metric: 'iteration_duration', unit: 'ms', value: 2 },
    { metric: 'http_reqs', unit: 'ops/s', value: 5 },
    { metric: 'data_sent', unit: 'B', value: 0 },
    { metric: 'never', error: 'k6 took no sample of this metric' },
    { metric: 'checks_failed', unit: 'ratio', value: 0.5 },
  ])
  expect(k6.parse(JSON.stringify(file)).startedAt).toBe('2026-02-28T14:57:00.500Z')
})

describe('a trend', () => {
  const trend = (values: object) =>
    read(k6, { metrics: { t: { type: 'trend', contains: 'time', values } } })[0]
  test.each([
    [{ avg: 1, med: 2 }, 1],
    [{ med: 2, 'p(95)': 9, max: 10 }, 2],
    [{ 'p(99.9)': 9, 'p(95)': 8, count: 5 }, 8],
  ])('of %j is %d', (values, value) => expect(trend(values)).toEqual({ metric: 't', unit: 'ms', value }))
  test('of its extremes alone, or of no sample, is an error', () => {
    expect(trend({ min: 1, max: 2 })).toEqual({
      metric: 't',
      error: 'summaryTrendStats leaves out average, median and percentiles',
    })
    expect(trend({ avg: 0, count: 0 })).toEqual({ metric: 't', error: 'k6 took no sample of this metric' })
  })
})

test.each([
  ['no metrics', { root_group: {} }, /^metrics: /],
  ['none', { root_group: {}, metrics: {} }, /^metrics: holds no benchmark$/],
  ['a value in words', { metrics: { vus: { value: '1' } } }, /^metrics\.vus\.value: .*number/],
  ['a metric that is none', { metrics: { vus: 1 } }, /^metrics\.vus: /],
  [
    'values in words',
    { metrics: { a: { type: 'gauge', values: { value: null } } } },
    /^metrics\.a\.values\.value: /,
  ],
  [
    'a nameless metric',
    { metadata: {}, results: { metrics: [{ values: {} }] } },
    /^results\.metrics\[0\]\.name: /,
  ],
])('a file with %s is refused, with the place', (_, text, said) => expect(mistake(k6, text)).toMatch(said))
