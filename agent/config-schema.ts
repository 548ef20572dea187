import * as z from 'zod'
import { noiseLimits } from '@/lib/core/measuring'
import { defaultStatistic, type MetricDefinition } from '@/lib/core/metric'
import { text } from '@/lib/core/wire'
import { benchmark, type MetricTarget, metrics } from './benchmark-schema'

/** phasegate.yml, checked. */
export const configSchema = z.strictObject({
  project: text().optional(),
  suite: text().default('performance'),
  environment: text().optional(),
  /** What the benchmarks run on, when it is not the agent's own Node.js. */
  runtime: text().optional(),
  /** Beyond these a run shall not serve as evidence, where the server's own limits are not stricter anyway. */
  noise: noiseLimits.optional(),
  benchmarks: z.array(benchmark).default([]),
  /** Targets of metrics that come from files rather than from a benchmark above. */
  metrics: metrics.default({}),
})

export type Config = z.infer<typeof configSchema>

function definition(metric: string, m: MetricTarget): MetricDefinition {
  const shared = {
    metric,
    title: m.title ?? metric,
    target: m.target,
    acceptance: m.acceptance,
    targetVersion: 0,
  }
  if ('states' in m)
    return { ...shared, unit: null, direction: 'lower', statistic: 'state', minEffect: 0, states: m.states }
  return {
    ...shared,
    unit: m.unit,
    direction: m.direction,
    statistic: m.statistic ?? defaultStatistic(m.direction),
    minEffect: m.minEffect,
    states: [],
  }
}

/** Every metric the configuration knows, by name. */
export function definitionsOf({
  metrics: loose = {},
  benchmarks,
}: {
  metrics?: Config['metrics']
  benchmarks: Pick<Config['benchmarks'][number], 'metrics'>[]
}): Map<string, MetricDefinition> {
  const named = [loose, ...benchmarks.map((b) => b.metrics)].flatMap((m) => Object.entries(m))
  return new Map(named.map(([name, m]) => [name, definition(name, m)]))
}
