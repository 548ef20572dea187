import * as z from 'zod'
import { mean } from '../stats'
import { anyList, checked, checkedEach, namedEntries } from './checked'
import type { Format, Parsed } from './format'
import { FormatError } from './format-error'
import { isRecord, readJson } from './json'
import { type Found, measured } from './measured'
import { inUnit, type ToolUnit, toolUnit } from './tool-unit'

/** JMH writes "NaN", "+INF" and "-INF" as text. */
const number = z.union([z.number(), z.enum(['NaN', '+INF', '-INF', 'Infinity', '-Infinity'])])
const metric = z.looseObject({
  score: number,
  scoreConfidence: z.array(number).nullish(),
  scoreUnit: z.string(),
  rawData: z.array(z.array(number)).nullish(),
  rawDataHistogram: z
    .array(z.array(z.array(z.tuple([z.number(), z.number().int().nonnegative()]))))
    .nullish(),
})
type Metric = z.infer<typeof metric>
const benchmark = z.looseObject({
  benchmark: z.string(),
  mode: z.string().optional(),
  threads: z.number().optional(),
  params: z.record(z.string(), z.unknown()).nullish(),
  primaryMetric: metric,
  secondaryMetrics: z.unknown(),
  vmName: z.string().optional(),
  jdkVersion: z.string().optional(),
})
type Benchmark = z.infer<typeof benchmark>

/** A histogram of more would make a run many times the size of its file. */
const MOST_UNFOLDED = 10_000

function unfolded(histogram: NonNullable<Metric['rawDataHistogram']>): number[] {
  const pairs = histogram.flat(2)
  if (pairs.reduce((sum, [, times]) => sum + times, 0) > MOST_UNFOLDED) return []
  return pairs.flatMap(([value, times]) => Array.from({ length: times }, () => value))
}

/**
 * Iterations are samples of the score, unless the score is their sum (gc.count, gc.time). Else the score, with the interval that JMH
 * gives: 99.9% confidence.
 */
function reading(m: Metric): Found['is'] {
  const unit = toolUnit(m.scoreUnit)
  const shared = unit.unit === undefined ? {} : { unit: unit.unit }
  const raw = m.rawData?.flat() ?? (m.rawDataHistogram ? unfolded(m.rawDataHistogram) : [])
  const samples = raw.filter((v) => typeof v === 'number')
  const whole = samples.length === raw.length && samples.length > 0
  if (whole && (typeof m.score !== 'number' || isMean(samples, m.score)))
    return { ...shared, samples: samples.map((v) => inUnit(v, unit)) }
  if (typeof m.score !== 'number') return { error: `JMH gives ${m.score} as the score` }
  return { ...shared, value: inUnit(m.score, unit), ...interval(m.scoreConfidence ?? [], unit) }
}

const isMean = (samples: number[], score: number) =>
  samples.length === 1 || Math.abs(mean(samples) - score) <= 1e-3 * Math.abs(score)

function interval([low, high]: Metric['scoreConfidence'] & object, unit: ToolUnit) {
  if (typeof low !== 'number' || typeof high !== 'number' || low === high) return {}
  return { low: inUnit(low, unit), high: inUnit(high, unit) }
}

function found(b: Benchmark, place: string): Found[] {
  const params = Object.entries(b.params ?? {}).map(([key, value]) => `${key}=${value}`)
  const labels = [params.join(', '), b.mode ?? '', b.threads === undefined ? '' : `${b.threads} threads`]
  const shared = { name: b.benchmark, labels }
  return [
    { ...shared, is: reading(b.primaryMetric) },
    ...namedEntries(b.secondaryMetrics ?? {}, `${place}.secondaryMetrics`).map(([measure, said]) => ({
      ...shared,
      measure,
      is: reading(checked(said, metric, `${place}.secondaryMetrics.${measure}`)),
    })),
  ]
}

/** The virtual machine, when all ran in the same. */
function environment(all: Benchmark[]): Parsed['environment'] | null {
  const machines = new Set(all.map((b) => [b.vmName, b.jdkVersion].filter(Boolean).join(' ')))
  const [runtime] = machines
  return machines.size === 1 && runtime ? { runtime } : null
}

export const jmh: Format = {
  name: 'jmh',
  title: 'JMH (-rf json)',
  detect: (_, json) =>
    Array.isArray(json) &&
    json.some((b) => isRecord(b) && 'benchmark' in b && ('primaryMetric' in b || 'mode' in b)),
  parse(text) {
    const list = readJson(text, anyList)
    if (list.length === 0) throw new FormatError('holds no benchmark', 'the document')
    const all = checkedEach(list, benchmark, '')
    const machine = environment(all)
    return {
      measurements: measured(
        all.flatMap((b, i) => found(b, `[${i}]`)),
        'the document',
      ),
      ...(machine && { environment: machine }),
    }
  },
}
