import * as z from 'zod'
import type { Format, Parsed } from './format'
import { instantOrNone } from './instant'
import { isRecord, readJson } from './json'
import { type K6Metric, legacyMetrics, machineMetrics } from './k6-metrics'
import { type Found, measured } from './measured'

/** Counters whose rate is a throughput. The total of any other, errors say, is what counts. */
const THROUGHPUT = new Set(['http_reqs', 'iterations', 'ws_msgs_sent', 'ws_msgs_received', 'grpc_reqs'])
const BUILT_IN_TIMES =
  /^(http_req_(?!failed)|iteration_duration|group_duration|ws_(connecting|session_duration|ping)|grpc_req_duration|browser_.*(duration|_fcp|_lcp|_inp|_ttfb|_fid))/
const BUILT_IN_DATA = /^(browser_)?data_(sent|received)$/
/** A request takes some time, so nothing but zeros is a sub-metric for which no request was made. */
const NEVER_ZERO = /^(http_req_(duration|waiting)|iteration_duration|group_duration|grpc_req_duration)\{/

/** Times are milliseconds whatever summaryTimeUnit says, which is for the text. The old export does not tell what a metric contains. */
function unitOf({ name, contains }: K6Metric): { unit?: string } {
  const base = name.replace(/\{.*/s, '')
  if (contains === 'time' || (!contains && BUILT_IN_TIMES.test(base))) return { unit: 'ms' }
  if (contains === 'data' || (!contains && BUILT_IN_DATA.test(base))) return { unit: 'B' }
  return {}
}

const percentile = (key: string) => Number.parseFloat(key.replace(/^p\(?/, ''))

function trend(m: K6Metric): Found['is'] {
  const v = m.values
  const percentiles = Object.keys(v)
    .filter((key) => /^p\(?\d/.test(key))
    .sort((a, b) => percentile(a) - percentile(b))
  const value = v.avg ?? v.med ?? v[percentiles[0] ?? '']
  if (v.count === 0 || (NEVER_ZERO.test(m.name) && Object.values(v).every((n) => n === 0)))
    return { error: 'k6 took no sample of this metric' }
  if (value === undefined) return { error: 'summaryTrendStats leaves out average, median and percentiles' }
  return { ...unitOf(m), value }
}

/**
 * Average, ratio, last value or total, by the metric's type. Thresholds do not come into it: a crossed one is no failure to measure. (The
 * old export says true for a crossed threshold, handleSummary says ok: false.)
 */
function reading(m: K6Metric, seconds: number | null): Found['is'] {
  const v = m.values
  if (m.type === 'trend') return trend(m)
  if (m.type === 'rate') {
    const value = v.rate ?? v.value
    const total = v.total ?? (v.passes ?? 0) + (v.fails ?? 0)
    if (value === undefined || (total === 0 && ('total' in v || 'passes' in v)))
      return { error: 'k6 took no sample of this metric' }
    return { unit: 'ratio', value }
  }
  if (m.type === 'gauge')
    return v.value === undefined ? { error: 'no value' } : { ...unitOf(m), value: v.value }
  const rate = v.rate ?? (v.count !== undefined && seconds ? v.count / seconds : undefined)
  if (THROUGHPUT.has(m.name.replace(/\{.*/s, '')) && rate !== undefined) return { unit: 'ops/s', value: rate }
  return v.count === undefined ? { error: 'no count' } : { ...unitOf(m), value: v.count }
}

/** It tells when it was written and how long the test took. */
function started(at: unknown, seconds: number | null): Pick<Parsed, 'startedAt'> {
  const end = typeof at === 'string' ? Date.parse(at) : Number.NaN
  const startedAt = seconds === null ? null : instantOrNone(end - seconds * 1000)
  return startedAt === null ? {} : { startedAt }
}

const isMachine = (json: Record<string, unknown>) =>
  isRecord(json.results) && Array.isArray(json.results.metrics) && isRecord(json.metadata)

function isLegacy(json: Record<string, unknown>): boolean {
  if (!isRecord(json.metrics)) return false
  if (isRecord(json.root_group)) return true
  return Object.entries(json.metrics).some(
    ([name, m]) =>
      isRecord(m) &&
      (('type' in m && isRecord(m.values)) || /^(iteration_duration|http_req_duration|vus_max)$/.test(name)),
  )
}

export const k6: Format = {
  name: 'k6',
  title: 'k6 (--summary-export, handleSummary)',
  detect: (_, json) => isRecord(json) && (isMachine(json) || isLegacy(json)),
  parse(text) {
    const data = readJson(text, z.looseObject({}))
    const machine = isMachine(data)
    const config = isRecord(data.config) ? data.config : {}
    const seconds = typeof config.duration === 'number' && config.duration > 0 ? config.duration : null
    const metrics = machine ? machineMetrics(data) : legacyMetrics(data)
    const at = isRecord(data.metadata) && data.metadata.generated_at
    return {
      measurements: measured(
        metrics.map((m) => ({ name: m.name, is: reading(m, seconds) })),
        machine ? 'results.metrics' : 'metrics',
      ),
      ...(machine && started(at, seconds)),
    }
  },
}
