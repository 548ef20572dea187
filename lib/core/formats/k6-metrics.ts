import * as z from 'zod'
import { anyList, checked, checkedEach, namedEntries } from './checked'
import { isRecord } from './json'

export type K6Metric = {
  name: string
  type: 'trend' | 'rate' | 'counter' | 'gauge'
  contains: string | null
  values: Record<string, number>
}

const numbers = z.record(z.string(), z.number())
const described = z.looseObject({
  name: z.string().optional(),
  type: z.string().optional(),
  contains: z.string().optional(),
  values: z.unknown(),
})
const TYPES = ['trend', 'rate', 'counter', 'gauge'] as const

/** What the old export leaves out. A trend may have a count among its numbers too, so it is asked first. */
function typeOf(said: string | undefined, values: Record<string, number>): K6Metric['type'] {
  const known = TYPES.find((type) => type === said)
  if (known) return known
  const keys = Object.keys(values)
  if (keys.some((key) => /^(avg|med|p\(?\d)/.test(key))) return 'trend'
  if (keys.some((key) => /^(passes|fails|matches)$/.test(key))) return 'rate'
  if (keys.includes('count')) return 'counter'
  return keys.includes('value') ? 'gauge' : 'trend'
}

function metric(name: string, m: z.infer<typeof described>, place: string): K6Metric {
  const values = checked(m.values, numbers, place)
  return { name, type: typeOf(m.type, values), contains: m.contains ?? null, values }
}

/** `metrics` of the old export, where a metric is its values, and of handleSummary, where it has them. */
export function legacyMetrics(data: Record<string, unknown>): K6Metric[] {
  const all = namedEntries(data.metrics, 'metrics')
  return all.map(([name, of]) => {
    const place = `metrics.${name}`
    const said = checked(of, z.looseObject({}), place)
    if (isRecord(said.values)) return metric(name, checked(said, described, place), `${place}.values`)
    const { thresholds: _, ...values } = said
    return metric(name, { values }, place)
  })
}

/** `results` of the summary that k6 writes since 1.5 with --new-machine-readable-summary: the checks' metrics stand apart. */
export function machineMetrics(data: Record<string, unknown>): K6Metric[] {
  const lists = { metrics: anyList, checks: z.looseObject({ metrics: anyList.nullish() }).nullish() }
  const { metrics, checks } = checked(data.results, z.looseObject(lists), 'results')
  return [
    ...checkedEach(metrics, described, 'results.metrics').map(
      (m, i) => [m, `results.metrics[${i}]`] as const,
    ),
    ...checkedEach(checks?.metrics ?? [], described, 'results.checks.metrics').map(
      (m, i) => [m, `results.checks.metrics[${i}]`] as const,
    ),
  ].map(([m, place]) => metric(checked(m.name, z.string(), `${place}.name`), m, `${place}.values`))
}
