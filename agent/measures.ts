import type { Benchmark } from './benchmark-schema'
import type { Joined } from './join'
import type { Probe } from './probes/probe'

type Claims = Pick<Benchmark, 'name' | 'metrics'>

/** Which measure each metric of a benchmark claims. */
const claimsOf = ({ metrics }: Claims) =>
  Object.entries(metrics).map(([metric, m]) => ({ metric, measure: m.measure ?? metric }))

/** The ranks of a metric's states by the name under which a probe reports it. */
export const statesOf = (benchmark: Claims) => (measure: string) => {
  const metric = claimsOf(benchmark).find((c) => c.measure === measure)?.metric
  const given = metric === undefined ? undefined : benchmark.metrics[metric]
  return given && 'states' in given ? given.states : undefined
}

const besideName = (benchmark: string, measure: string) =>
  `${benchmark.slice(0, 199 - measure.length)}/${measure}`

/**
 * What a probe reports under its own words, under the names of metrics: a measure is what claims it, once for each claim; unclaimed it is
 * kept as `<benchmark>/<measure>` when it goes beside speed always or when nothing else was asked for.
 */
export function nameMetrics(benchmark: Claims, measures: Probe['measures'], joined: Joined): Joined {
  const claims = claimsOf(benchmark)
  const declared = (name: string) => (Object.hasOwn(measures, name) ? measures[name]! : null)
  const all = claims.length === 0 && joined.measurements.every((m) => declared(m.metric) !== null)
  const sizes = new Map<string, number[]>()
  const measurements = joined.measurements.flatMap((m) => {
    const measure = declared(m.metric)
    const claimed = claims.filter((c) => c.measure === m.metric).map((c) => c.metric)
    // a measure that could not be had and that nobody asked for is no failure
    const wanted = measure && m.error === undefined && (measure.beside || all)
    const kept = measure ? (wanted ? [besideName(benchmark.name, m.metric)] : []) : [m.metric]
    const names = claimed.length ? claimed : kept
    const number = m.samples !== undefined || m.value !== undefined
    const unit = number && m.unit === undefined && measure ? { unit: measure.unit } : {}
    return names.map((metric) => {
      const size = joined.sizes.get(m.metric)
      if (size) sizes.set(metric, size)
      return { ...m, ...unit, metric }
    })
  })
  const asked = (name: string) => declared(name) === null || claims.some((c) => c.measure === name)
  return { measurements, sizes, faults: joined.faults.filter((fault) => asked(fault.metric)) }
}
