import * as z from 'zod'
import { checkLimits, checkStates, DEFAULT_MIN_EFFECT, minEffect, states } from '@/lib/core/metric'
import { direction, metricName, statistic, text } from '@/lib/core/wire'
import { PROBES } from './probes/probes'

/** Seconds within which the launches of `until: conclusive` begin. */
export const DEFAULT_BUDGET = 300
const MOST_LAUNCHES = 1_000

const title = text().optional()
/** The probe's own word for what this metric is; without it the metric is called as the probe calls it. */
const measure = text(200).optional()

const numberTarget = z
  .strictObject({
    title,
    measure,
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
    measure,
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

/** What a metric may be, for a schema that is read and not run. */
export const anyMetric = { parsed: metric, either: z.union([numberTarget, stateTarget]) }

export const metrics = z.record(metricName, metric)
export type MetricTarget = z.infer<typeof metric>

const whole = (most: number) => z.int('must be a whole number').min(0).max(most)

/** What every benchmark may say, whatever its probe. */
const common = {
  name: metricName,
  /** Seconds a launch may take. */
  timeout: z.number().positive().max(86_400).default(300),
  /** How often it is started anew; with `until`, how often at most. */
  launches: whole(MOST_LAUNCHES).min(1).optional(),
  warmup: whole(100_000).optional(),
  samples: whole(100_000).min(1).optional(),
  until: z.literal('conclusive', 'must be conclusive').optional(),
  budget: z.number().positive().max(86_400).optional(),
  metrics: metrics.default({}),
}
const commonShape = z.strictObject(common)

type Kind = keyof typeof PROBES
type Settings<K extends Kind> = z.infer<(typeof PROBES)[K]['settings']>
export type Benchmark = z.infer<typeof commonShape> & { [K in Kind]: { probe: K } & Settings<K> }[Kind]

const limitsOf = (all: Benchmark['metrics']) =>
  Object.values(all).filter((m) => m.target !== null || m.acceptance !== null)

/** What is only wrong together: a budget that bounds nothing, an end that never comes. */
function checkPlan({ until, budget, metrics: all }: Benchmark, ctx: z.RefinementCtx) {
  const refuse = (path: string, message: string) =>
    ctx.addIssue({ code: 'custom', path: [path], message, input: all })
  if (until === undefined && budget !== undefined) refuse('budget', 'goes with "until: conclusive" only')
  if (until !== undefined && limitsOf(all).length === 0)
    refuse('until', 'needs a metric with a target or an acceptance limit to be conclusive about')
}

const ofKind = (kind: Kind) => PROBES[kind].settings.safeExtend({ ...common, probe: z.literal(kind) })
const [first, ...others] = (Object.keys(PROBES) as Kind[]).map(ofKind)
const union = z
  .discriminatedUnion('probe', [first!, ...others])
  .superRefine((given, ctx) => checkPlan(given as Benchmark, ctx))

/** One entry of `benchmarks:`; `exec` is the probe of those that name none. */
export const benchmark = z.preprocess(
  (given) =>
    typeof given === 'object' && given !== null && !('probe' in given) ? { ...given, probe: 'exec' } : given,
  union as unknown as z.ZodType<Benchmark>,
)

/** How often a benchmark is launched at most. */
export const mostLaunches = ({ launches, until }: Pick<Benchmark, 'launches' | 'until'>) =>
  launches ?? (until ? MOST_LAUNCHES : 1)
