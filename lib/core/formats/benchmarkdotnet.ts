import * as z from 'zod'
import { tQuantile } from '../intervals'
import { anyList, checkedEach } from './checked'
import { fitWords } from './fit'
import type { Format, Parsed } from './format'
import { isRecord, readJson } from './json'
import { isLoose, looseNumber, strictJson } from './loose-json'
import { type Found, measured } from './measured'
import { inUnit, toolUnit } from './tool-unit'

const benchmark = z.looseObject({
  FullName: z.string().nullish(),
  DisplayInfo: z.string().nullish(),
  Namespace: z.string().nullish(),
  Type: z.string().nullish(),
  Method: z.string().nullish(),
  Parameters: z.string().nullish(),
  Statistics: z.unknown().optional(),
  Memory: z.unknown().optional(),
  Measurements: z.unknown().optional(),
  Metrics: z.unknown().optional(),
})
const file = z.looseObject({
  HostEnvironmentInfo: z.unknown().optional(),
  Benchmarks: anyList,
})
type Benchmark = z.infer<typeof benchmark>

const record = (value: unknown) => (isRecord(value) ? value : {})
const records = (value: unknown) => (Array.isArray(value) ? value.filter(isRecord) : [])

function nameOf({ FullName, Namespace, Type, Method, Parameters }: Benchmark): string {
  if (FullName) return FullName
  const name = [Namespace, Type, Method].filter(Boolean).join('.')
  return Parameters ? `${name}(${Parameters})` : name
}

/** "Fib: Job-CZIFCN(Runtime=.NET 8.0) [N=1]" holds the job, which alone tells two runs of one benchmark apart. */
const jobOf = ({ DisplayInfo }: Benchmark): string => {
  const from = (DisplayInfo ?? '').indexOf(': ')
  return from < 0 ? '' : DisplayInfo!.slice(from + 2).replace(/ \[.*$/s, '')
}

/** Time per operation of each iteration that counts, in ns, where the export keeps the measurements and not the values. */
const resultsOf = ({ Measurements }: Benchmark): number[] =>
  records(Measurements).flatMap(({ IterationMode, IterationStage, Nanoseconds, Operations }) => {
    const counts = IterationMode === 'Result' || (IterationMode === 'Workload' && IterationStage === 'Result')
    const [ns, of] = [looseNumber(Nanoseconds), looseNumber(Operations)]
    return counts && ns !== undefined && of ? [ns / of] : []
  })

/**
 * The mean with its interval. The tool's own is at 99.9%, by Student's t of its standard error; from the same error this is the one at
 * 95%, as of every other tool.
 */
function meanOf(statistics: Record<string, unknown>) {
  const value = looseNumber(statistics.Mean) ?? Number.NaN
  const { Lower, Upper } = record(statistics.ConfidenceInterval)
  const [error, n] = [looseNumber(statistics.StandardError), looseNumber(statistics.N)]
  if (error === undefined || n === undefined || !(n >= 2))
    return { value, low: looseNumber(Lower), high: looseNumber(Upper) }
  const half = tQuantile(0.975, Math.round(n) - 1) * error
  return { value, low: value - half, high: value + half }
}

function time(b: Benchmark): Found['is'] {
  const statistics = b.Statistics
  if (!isRecord(statistics)) return { unit: 'ns', error: 'the benchmark gave no statistics' }
  const original = Array.isArray(statistics.OriginalValues) ? statistics.OriginalValues.map(looseNumber) : []
  const known = original.every((v) => v !== undefined) ? original : []
  const samples = known.length > 0 ? (known as number[]) : resultsOf(b)
  return samples.length > 0 ? { unit: 'ns', samples } : { unit: 'ns', ...meanOf(statistics) }
}

/** What diagnosers measured beside the time, each by the title of its column: "Allocated", "Gen0". */
function others(b: Benchmark): Omit<Found, 'name'>[] {
  const found = records(b.Metrics).flatMap((metric): Omit<Found, 'name'>[] => {
    const { Id, DisplayName, Unit } = record(metric.Descriptor)
    const measure = String(DisplayName || Id || '')
    const unit = toolUnit(String(Unit ?? ''))
    const value = looseNumber(metric.Value)
    return measure && value !== undefined
      ? [{ measure, is: { ...(unit.unit && { unit: unit.unit }), value: inUnit(value, unit) } }]
      : []
  })
  const bytes = looseNumber(record(b.Memory).BytesAllocatedPerOperation)
  return bytes === undefined || found.some(({ measure }) => measure === 'Allocated')
    ? found
    : [...found, { measure: 'Allocated', is: { unit: 'B', value: bytes } }]
}

function environment(host: Record<string, unknown>): Parsed['environment'] {
  const cores = looseNumber(host.LogicalCoreCount)
  return {
    cpu: fitWords(host.ProcessorName),
    ...(cores !== undefined && cores >= 0 && { cores }),
    os: fitWords(host.OsVersion),
    runtime: fitWords(host.RuntimeVersion),
  }
}

const isExport = (json: unknown) =>
  isRecord(json) && Array.isArray(json.Benchmarks) && 'HostEnvironmentInfo' in json

export const benchmarkdotnet: Format = {
  name: 'benchmarkdotnet',
  title: 'BenchmarkDotNet (JSON exporters)',
  detect: (text, json) => isExport(json) || isLoose(text, json, 'HostEnvironmentInfo', isExport),
  parse(text) {
    const data = readJson(strictJson(text), file)
    const found = checkedEach(data.Benchmarks, benchmark, 'Benchmarks').flatMap((b) =>
      [{ is: time(b) }, ...others(b)].map((f) => ({ name: nameOf(b), labels: [jobOf(b)], ...f })),
    )
    return {
      measurements: measured(found),
      environment: environment(record(data.HostEnvironmentInfo)),
    }
  },
}
