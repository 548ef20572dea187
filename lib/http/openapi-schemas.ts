import * as z from 'zod'
import { ALERT_STATES } from '../core/alert-life'
import { metricInput } from '../core/metric'
import { reviewAnswer } from '../core/review-wire'
import { direction, environment, goal, receipt, runUpload, statistic, verdict } from '../core/wire'

const limit = z.union([z.number(), z.string()]).nullable()
const time = z.iso.datetime()
const place = z.object({ name: z.string(), classHash: z.string() })
/** The client makes it, and need not keep to the versions of RFC 9562. */
const runId = z.guid()

const problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  detail: z.string(),
  errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
})
const metric = z.object({
  metric: z.string(),
  title: z.string(),
  unit: z.string().nullable(),
  direction,
  statistic: z.union([statistic, z.literal('state')]),
  minEffect: z.number(),
  target: limit,
  acceptance: limit,
  states: z.array(z.string()),
  targetVersion: z.number().int(),
})
const run = z.object({
  id: runId,
  suite: z.string(),
  branch: z.string(),
  commit: z.string(),
  startedAt: time,
  receivedAt: time,
  environment: place,
  admissible: z.boolean(),
  reason: z.string().nullable(),
  grade: z.string().nullable(),
  simulated: z.boolean(),
  goals: z.record(goal, z.number().int()),
  digest: z.string(),
})
const runDetail = run.extend({
  receipt,
  verdicts: z.array(verdict),
  environmentDetails: environment,
  previousEnvironmentDetails: environment.nullable(),
  previousRunId: runId.nullable(),
  measurements: z.array(
    z.object({
      metric: z.string(),
      title: z.string(),
      unit: z.string().nullable(),
      samples: z.array(z.number()).nullable(),
      quantiles: z.array(z.number()).nullable().describe('min, p5, p25, p50, p75, p90, p95, p99, max, mean'),
      n: z.number().int(),
    }),
  ),
  agent: z.object({ name: z.string(), version: z.string() }),
  uploadedBy: z.string(),
  finishedAt: time.nullable(),
  commitAt: time.nullable(),
  format: z.string(),
  bodySha256: z.string(),
})
const point = z
  .tuple([z.number(), z.number(), z.number().nullable(), z.number().nullable(), runId])
  .describe('[milliseconds since 1970, value, low, high, runId]')
const changePoint = z.object({
  t: z.number().describe('milliseconds since 1970: start of the first run of the new level'),
  runId,
  state: z.enum(['suspected', 'confirmed']),
  before: z.number(),
  after: z.number(),
  effect: z.number().nullable().describe('ratio minus 1'),
  low: z.number().nullable(),
  high: z.number().nullable(),
})
const series = z.object({
  metric: z.string(),
  unit: z.string().nullable(),
  statistic: z.string(),
  points: z.array(point).describe('of the environment measured last'),
  changePoints: z.array(changePoint).describe('of the environment measured last'),
  targets: z.array(
    z.object({ version: z.number().int(), from: z.number(), target: limit, acceptance: limit }),
  ),
  total: z.number().int(),
  series: z.array(
    z.object({
      branch: z.string(),
      environment: place,
      simulated: z.boolean(),
      points: z.array(point),
      changePoints: z.array(changePoint),
      noise: z
        .object({ quality: z.number(), sees: z.number(), runs: z.number(), words: z.string() })
        .nullable()
        .describe('how small a change the newest level can show'),
    }),
  ),
})
const alert = z.object({
  id: z.uuid(),
  kind: z
    .enum(['metric', 'environment'])
    .describe('environment: most metrics of one machine shifted at once'),
  metric: z.string(),
  title: z.string(),
  unit: z.string().nullable(),
  direction,
  states: z.array(z.string()).describe('of a metric of states, best first: before and after are ranks in it'),
  metrics: z.array(z.object({ metric: z.string(), title: z.string() })).describe('all that shifted'),
  state: z.enum(ALERT_STATES),
  effect: z.number().describe('ratio minus 1'),
  low: z.number().nullable(),
  high: z.number().nullable(),
  before: z.number().nullable(),
  after: z.number().nullable(),
  runId: runId.describe('first bad run'),
  commit: z.string(),
  startedAt: time,
  good: z.object({ runId, commit: z.string(), startedAt: z.string() }).nullable().describe('last good run'),
  owner: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  dueAt: time.nullable(),
  createdAt: time,
  resolvedAt: time.nullable(),
  branch: z.string(),
  environment: z.string(),
  simulated: z.boolean(),
})

const OUTPUTS = {
  Problem: problem,
  Receipt: receipt,
  Metric: metric,
  MetricList: z.object({ metrics: z.array(metric) }),
  Run: runDetail,
  RunPage: z.object({ runs: z.array(run), nextCursor: z.string().nullable() }),
  Series: series,
  AlertList: z.object({ alerts: z.array(alert) }),
  Review: reviewAnswer,
  ReviewList: z.object({ reviews: z.array(reviewAnswer) }),
} satisfies Record<string, z.ZodType>
const INPUTS = { RunUpload: runUpload, MetricInput: metricInput } satisfies Record<string, z.ZodType>

export type SchemaName = keyof typeof OUTPUTS | keyof typeof INPUTS

/** JSON Schemas made from the very schemas that check the bodies. */
export function componentSchemas(): Record<string, unknown> {
  const json = (schema: z.ZodType, io: 'input' | 'output') => {
    const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: 'any' })
    return rest
  }
  return Object.fromEntries([
    ...Object.entries(INPUTS).map(([name, schema]) => [name, json(schema, 'input')]),
    ...Object.entries(OUTPUTS).map(([name, schema]) => [name, json(schema, 'output')]),
  ])
}
