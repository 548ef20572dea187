import * as z from 'zod'
import { tQuantile } from '../intervals'
import { skipped } from '../skipped'
import { convert, dimensionOf } from '../units'
import { anyList, checkedEach } from './checked'
import { fitError } from './fit'
import type { Format } from './format'
import { FormatError } from './format-error'
import { type Group, groupRows, type Row, row } from './google-benchmark-rows'
import { instantOf } from './instant'
import { isRecord, readJson } from './json'
import { isLoose, looseNumber, strictJson } from './loose-json'
import { type Found, measured } from './measured'

const context = z.looseObject({ date: z.string().optional(), num_cpus: z.number().nonnegative().optional() })

/** Fields of the tool's own (json_reporter.cc); every other number in a row is a counter. */
const OWN = new Set(
  `name family_index per_family_instance_index run_name run_type repetitions repetition_index threads aggregate_name aggregate_unit
  error_occurred error_message skipped skip_message iterations real_time cpu_time time_unit cpu_coefficient real_coefficient big_o rms
  label`.split(/\s+/),
)

const COUNTER_UNITS: Record<string, string> = {
  items_per_second: 'ops/s',
  bytes_per_second: 'B/s',
  max_bytes_used: 'B',
  total_allocated_bytes: 'B',
  net_heap_growth: 'B',
}

function failure(rows: Row[]): string | null {
  for (const r of rows) {
    if (r.error_occurred) return fitError(r.error_message ?? '', 'failed without a message')
    if (r.skipped) return skipped(fitError(r.skip_message ?? '', ''))
  }
  return null
}

/**
 * Every repetition is a sample. A file of aggregates alone (--benchmark_report_aggregates_only) has the mean of the repetitions, with the
 * interval that their deviation gives, else the median.
 */
function reading({ rows, deviation }: Group, key: string, unit: string | undefined): Found['is'] {
  const shared = unit === undefined ? {} : { unit }
  const number = (r: Row) => {
    const v = looseNumber(r[key])
    if (v === undefined) return null
    return unit && dimensionOf(unit) === 'time' ? convert(v, r.time_unit ?? 'ns', unit) : v
  }
  const samples = rows.flatMap((r) => number(r) ?? [])
  if (samples.length < rows.length) return { error: `the file gives no ${key} for this benchmark` }
  if (samples.length > 1) return { ...shared, samples }
  const value = samples[0]!
  const [spread, n] = [deviation && number(deviation), rows[0]!.repetitions ?? 0]
  if (!spread || n < 2) return { ...shared, value }
  const half = (tQuantile(0.975, n - 1) * spread) / Math.sqrt(n)
  return { ...shared, value, low: value - half, high: value + half }
}

function found(group: Group, place: string): Found[] {
  const { name, rows } = group
  const failed = failure(rows)
  if (failed !== null) return [{ name, is: { error: failed } }]
  const unit = rows[0]!.time_unit ?? 'ns'
  for (const { time_unit } of rows)
    if (dimensionOf(time_unit ?? 'ns') !== 'time')
      throw new FormatError(`${time_unit} is not a unit of time`, `${place}, ${name}`)
  const counters = new Set(
    rows.flatMap((r) => Object.keys(r).filter((key) => !OWN.has(key) && looseNumber(r[key]) !== undefined)),
  )
  return [
    { name, is: reading(group, 'real_time', unit) },
    ...(rows.some((r) => 'cpu_time' in r)
      ? [{ name, measure: 'cpu_time', is: reading(group, 'cpu_time', unit) }]
      : []),
    ...[...counters].map((key) => {
      const of = Object.hasOwn(COUNTER_UNITS, key) ? COUNTER_UNITS[key] : undefined
      return { name, measure: key, is: reading(group, key, of) }
    }),
  ]
}

const isOutput = (json: unknown) =>
  isRecord(json) &&
  isRecord(json.context) &&
  Array.isArray(json.benchmarks) &&
  json.benchmarks.some((b) => isRecord(b) && ('real_time' in b || 'run_type' in b || 'error_occurred' in b))

export const googleBenchmark: Format = {
  name: 'google-benchmark',
  title: 'Google Benchmark (--benchmark_out_format=json)',
  detect: (text, json) => isOutput(json) || isLoose(text, json, 'benchmarks', isOutput),
  parse(text) {
    const data = readJson(
      strictJson(text),
      z.looseObject({ context: context.optional(), benchmarks: anyList }),
    )
    const groups = groupRows(checkedEach(data.benchmarks, row, 'benchmarks'))
    const { date, num_cpus: cores } = data.context ?? {}
    return {
      measurements: measured(
        groups.flatMap((g) => found(g, 'benchmarks')),
        'benchmarks',
      ),
      ...(date && { startedAt: instantOf(date.replace(' ', 'T'), 'context.date') }),
      ...(cores && { environment: { cores } }),
    }
  },
}
