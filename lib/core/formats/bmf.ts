import * as z from 'zod'
import { checked, checkedEach, namedEntries } from './checked'
import type { Format } from './format'
import { isRecord, readJson } from './json'
import { type Found, measured } from './measured'

const metric = z.looseObject({
  value: z.number().optional(),
  lower_value: z.number().nullish(),
  upper_value: z.number().nullish(),
})
type Metric = z.infer<typeof metric>
const variant = z.looseObject({
  parameters: z.record(z.string(), z.unknown()).nullish(),
  measures: z.unknown(),
})

/** The units of Bencher's own measures (bencher_json, project/measure/built_in.rs), which the file does not tell. */
const UNITS: Record<string, string> = {
  latency: 'ns',
  throughput: 'ops/s',
  'build-time': 's',
  'file-size': 'B',
  allocated: 'B',
  'total-bytes': 'B',
  'max-bytes': 'B',
  'final-bytes': 'B',
  'at-t-gmax-bytes': 'B',
  'at-t-end-bytes': 'B',
  'reads-bytes': 'B',
  'writes-bytes': 'B',
}

const KNOWN = /^(value|lower_value|upper_value|min|max|mean|median|std_?dev|p\d+(_\d+)?)$/

const fromMiddle = (percentile: string) => Math.abs(Number(percentile.slice(1).replace('_', '.')) - 50)

/** The value, or the percentile that comes nearest to the middle. Limits that do not lie around it are spreads, and no interval. */
function reading(m: Metric, measure: string): Found['is'] {
  const percentiles = Object.entries(m)
    .flatMap(([key, v]) => (/^p\d/.test(key) && typeof v === 'number' ? [[key, v] as const] : []))
    .sort(([a], [b]) => fromMiddle(a) - fromMiddle(b))
  const value = m.value ?? percentiles[0]?.[1]
  if (value === undefined) return { error: 'the file gives no value for this measure' }
  const slug = measure.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  const unit = Object.hasOwn(UNITS, slug) ? { unit: UNITS[slug]! } : {}
  if (m.value === undefined) return { ...unit, value }
  return { ...unit, value, low: m.lower_value ?? undefined, high: m.upper_value ?? undefined }
}

const parametersText = (parameters: Record<string, unknown>) =>
  Object.keys(parameters)
    .sort()
    .map(
      (key) =>
        `${key}=${typeof parameters[key] === 'string' ? parameters[key] : JSON.stringify(parameters[key])}`,
    )
    .join(', ')

function found(name: string, of: unknown): Found[] {
  const variants = Array.isArray(of)
    ? checkedEach(of, variant, name).map((v, i) => ({ ...v, place: `${name}[${i}].measures` }))
    : [{ parameters: null, measures: of, place: name }]
  const all = variants.flatMap(({ parameters, measures, place }) =>
    namedEntries(measures, place).map(([measure, said]) => ({
      measure,
      labels: [parametersText(parameters ?? {})],
      is: reading(checked(said, metric, `${place}.${measure}`), measure),
    })),
  )
  if (all.length === 0) return [{ name, is: { error: 'the file gives no measure of this benchmark' } }]
  const several = new Set(all.map((f) => f.measure)).size > 1
  return all.map(({ measure, ...f }) => ({ name, ...(several && { measure }), ...f }))
}

const isMeasures = (of: unknown) =>
  isRecord(of) &&
  Object.values(of).every(
    (m) => isRecord(m) && Object.keys(m).length > 0 && Object.keys(m).every((key) => KNOWN.test(key)),
  )

/** Every name must look like a benchmark: the format has no word of its own. */
function looksLike(json: unknown): boolean {
  if (!isRecord(json)) return false
  const all = Object.values(json)
  return (
    all.length > 0 &&
    all.every((of) =>
      Array.isArray(of)
        ? of.length > 0 && of.every((v) => isRecord(v) && isMeasures(v.measures))
        : isMeasures(of),
    ) &&
    all.some((of) => Array.isArray(of) || Object.values(of as object).length > 0)
  )
}

export const bmf: Format = {
  name: 'bmf',
  title: 'Bencher Metric Format (JSON)',
  detect: (_, json) => looksLike(json),
  parse(text) {
    const data = namedEntries(readJson(text, z.unknown()), 'the document')
    const all = data.flatMap(([name, of]) => found(name, of))
    return { measurements: measured(all, 'the document') }
  },
}
