import * as z from 'zod'
import { launchProblems, measuring, noise } from './measuring'
import { looseProblems, text } from './text'

export { text }

/** Version of the words on the wire; stored with every parsed body. */
export const PARSER_VERSION = 1
export const MAX_BODY_BYTES = 8 * 1024 * 1024
export const MAX_MEASUREMENTS = 5_000
export const MAX_SAMPLES = 100_000

export const metricName = text(200)
export const slug = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/, 'must be 1 to 63 lower-case letters, digits and hyphens')
const YEAR_10000 = Date.parse('9999-12-31T23:59:59.999Z') + 1
/** An instant with offset, kept as text on the wire. Years that a database cannot hold are no instants of ours. */
export const instant = z.iso
  .datetime({ offset: true, error: 'must be an ISO 8601 time with offset' })
  // what is no time at all (NaN) was told so above
  .refine((s) => !(Date.parse(s) < 0 || Date.parse(s) >= YEAR_10000), 'must lie between 1970 and 9999')
export const runId = z.guid('must be a UUID').transform((s) => s.toLowerCase())
const finite = z.number('must be a finite number')
const count = z.number('must be a finite number').nonnegative()

/** What a machine says of itself; unknown keys are kept. */
export const environment = z
  .looseObject({
    name: text(),
    cpu: text().nullish(),
    cores: count.nullish(),
    memoryBytes: count.nullish(),
    os: text().nullish(),
    kernel: text().nullish(),
    runtime: text().nullish(),
    noise: noise.nullish(),
    measuring: measuring.nullish(),
  })
  .superRefine((details, ctx) => {
    for (const { path, message } of looseProblems(details, []))
      ctx.addIssue({ code: 'custom', message, path })
  })

export const measurement = z
  .strictObject({
    metric: metricName,
    unit: text(30).optional(),
    samples: z.array(finite).min(1).max(MAX_SAMPLES).optional(),
    value: finite.optional(),
    low: finite.optional(),
    high: finite.optional(),
    state: text().optional(),
    error: text(300).optional(),
  })
  .superRefine((m, ctx) => {
    const given = (['samples', 'value', 'state', 'error'] as const).filter((k) => m[k] !== undefined)
    const refuse = (message: string, path: string[] = []) => ctx.addIssue({ code: 'custom', message, path })
    if (given.length !== 1)
      refuse(
        `give exactly one of samples, value, state and error${given.length ? `, not ${given.join(' and ')}` : ''}`,
      )
    if (m.value === undefined && (m.low !== undefined || m.high !== undefined))
      refuse('low and high go with value only')
    if (m.value !== undefined && m.low !== undefined && m.low > m.value)
      refuse('must not be above value', ['low'])
    if (m.value !== undefined && m.high !== undefined && m.high < m.value)
      refuse('must not be below value', ['high'])
  })

export const runUpload = z
  .strictObject({
    runId,
    project: text(),
    suite: text(),
    branch: text(),
    commit: text(),
    commitAt: instant.optional(),
    startedAt: instant,
    finishedAt: instant.optional(),
    environment,
    agent: z.strictObject({ name: text(), version: text() }),
    measurements: z.array(measurement).min(1).max(MAX_MEASUREMENTS),
  })
  .superRefine((run, ctx) => {
    const instants = [run.startedAt, run.finishedAt].filter((t) => instant.safeParse(t).success)
    if (Date.parse(instants[1] ?? '') < Date.parse(instants[0] ?? ''))
      ctx.addIssue({ code: 'custom', message: 'must not be before startedAt', path: ['finishedAt'] })
    for (const { metric, message } of launchProblems(run))
      ctx.addIssue({ code: 'custom', message, path: ['environment', 'measuring', 'launches', metric] })
    const seen = new Map<string, number>()
    run.measurements.forEach((m, i) => {
      const first = seen.get(m.metric)
      if (first === undefined) seen.set(m.metric, i)
      else
        ctx.addIssue({
          code: 'custom',
          message: `this metric is already measured at measurements[${first}]; give each metric once`,
          path: ['measurements', i, 'metric'],
        })
    })
  })

export const goal = z.enum(['met', 'acceptable', 'missed', 'inconclusive', 'error', 'no_target'])
export const change = z.enum(['regression', 'improvement', 'stable', 'insufficient_history', 'no_baseline'])
export const statistic = z.enum(['mean', 'min', 'max', 'p5', 'p25', 'p50', 'p75', 'p90', 'p95', 'p99'])
export const direction = z.enum(['lower', 'higher'])
/** Where the interval comes from: runs of this build, spread of earlier runs, samples of this run, the upload's own low/high, or nowhere. */
export const intervalBasis = z.enum(['build', 'history', 'samples', 'given', 'none'])

/**
 * One metric's verdict. Values are in `unit`; `effect` is a ratio minus 1 (0.05: five percent higher), null without a baseline, for a
 * baseline of 0 and for states.
 */
export const verdict = z.object({
  metric: z.string(),
  statistic: z.string(),
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  state: z.string().optional(),
  unit: z.string().nullable(),
  target: z.union([z.number(), z.string()]).nullable(),
  acceptance: z.union([z.number(), z.string()]).nullable(),
  targetVersion: z.number().int().nullable(),
  basis: intervalBasis,
  /** How many launches gave the samples, where that is more than one and each gave several. */
  launches: z.number().int().optional(),
  goal,
  change,
  effect: z.number().nullable(),
  /** The smallest effect for the worse that could have been seen against this baseline. */
  sees: z.number().nullable().optional(),
  baseline: z.object({ runs: z.number().int(), value: z.number().nullable() }).nullable(),
  /** One sentence: why this goal verdict, and how many more samples or runs would decide an inconclusive one. */
  reason: z.string(),
  error: z.string().optional(),
})

export const receiptAlert = z.object({
  id: z.string(),
  metric: z.string(),
  state: z.string(),
  effect: z.number().nullable(),
  url: z.string(),
})

export const receipt = z.object({
  runId: z.string(),
  url: z.string(),
  evidence: z.string(),
  admissible: z.boolean(),
  reason: z.string().optional(),
  grade: z.string().nullable(),
  verdicts: z.array(verdict),
  alerts: z.array(receiptAlert),
})

export type RunUpload = z.infer<typeof runUpload>
export type Measurement = z.infer<typeof measurement>
export type EnvironmentDetails = z.infer<typeof environment>
export type Goal = z.infer<typeof goal>
export type Change = z.infer<typeof change>
export type Statistic = z.infer<typeof statistic>
export type Direction = z.infer<typeof direction>
export type Verdict = z.infer<typeof verdict>
export type Receipt = z.infer<typeof receipt>
