import { z } from 'zod'
import {
  checkLimits,
  checkStates,
  DEFAULT_MIN_EFFECT,
  defaultStatistic,
  type MetricDefinition,
  minEffect,
  states,
} from '@/lib/core/metric'
import { direction, metricName, statistic, text } from '@/lib/core/wire'
import { PROBES } from './probes/probes'

const title = text().optional()

const numberTarget = z
  .strictObject({
    title,
    unit: text(30),
    direction,
    target: z.number().nullable().default(null),
    acceptance: z.number().nullable().default(null),
    minEffect: minEffect.default(DEFAULT_MIN_EFFECT),
    statistic: statistic.optional(),
  })
  .superRefine(checkLimits)

const stateTarget = z
  .strictObject({
    title,
    states,
    target: text(100).nullable().default(null),
    acceptance: text(100).nullable().default(null),
  })
  .superRefine(checkStates)

/** Chosen by hand so that a mistake is reported where it stands and not as "no alternative fits". */
const metric = z.record(z.string(), z.unknown()).transform((given, ctx) => {
  const parsed = ('states' in given ? stateTarget : numberTarget).safeParse(given)
  if (parsed.success) return parsed.data
  for (const issue of parsed.error.issues) ctx.addIssue({ ...issue, code: 'custom', params: issue })
  return z.NEVER
})

const metrics = z.record(metricName, metric)
type MetricTarget = z.infer<typeof metric>

const common = {
  name: metricName,
  timeout: z.number().positive().max(86_400).default(300),
  metrics: metrics.default({}),
}

const benchmark = z.preprocess(
  (given) =>
    typeof given === 'object' && given !== null && !('probe' in given) ? { ...given, probe: 'exec' } : given,
  z.discriminatedUnion('probe', [
    z.strictObject({ ...common, probe: z.literal('exec'), ...PROBES.exec.settings.shape }),
  ]),
)

/** phasegate.yml, checked. */
export const configSchema = z.strictObject({
  project: text().optional(),
  suite: text().default('performance'),
  environment: text().optional(),
  /** What the benchmarks run on, when it is not the agent's own Node.js. */
  runtime: text().optional(),
  benchmarks: z.array(benchmark).default([]),
  /** Targets of metrics that come from files rather than from a benchmark above. */
  metrics: metrics.default({}),
})

export type Config = z.infer<typeof configSchema>
export type Benchmark = Config['benchmarks'][number]

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
export function definitionsOf(config: Config): Map<string, MetricDefinition> {
  const named = [config.metrics, ...config.benchmarks.map((b) => b.metrics)].flatMap((m) => Object.entries(m))
  return new Map(named.map(([name, m]) => [name, definition(name, m)]))
}
