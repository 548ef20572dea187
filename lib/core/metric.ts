import { z } from 'zod'
import { direction, statistic, text } from './wire'

/** A change smaller than this (a ratio) is never a regression, whatever the statistics say. */
export const DEFAULT_MIN_EFFECT = 0.02

const numericLimits = z.strictObject({
  unit: text(30),
  direction,
  target: z.number().nullable(),
  acceptance: z.number().nullable(),
  minEffect: z.number().min(0).max(10).optional(),
  statistic: statistic.optional(),
})

const stateLimits = z
  .strictObject({
    states: z.array(text(100)).min(2).max(20),
    target: text(100).nullable(),
    acceptance: text(100).nullable(),
  })
  .superRefine((m, ctx) => {
    if (new Set(m.states).size !== m.states.length)
      ctx.addIssue({ code: 'custom', message: 'each state once', path: ['states'] })
    for (const key of ['target', 'acceptance'] as const)
      if (m[key] !== null && !m.states.includes(m[key]))
        ctx.addIssue({
          code: 'custom',
          message: `must be one of states: ${m.states.join(', ')}`,
          path: [key],
        })
  })

/** Body of `PUT …/metrics/{metric}`: a number with limits, or states in order from best to worst. */
export const metricInput = z.union([stateLimits, numericLimits])
export type MetricInput = z.infer<typeof metricInput>

/** What is expected of a metric now: one version of its target, in the metric's unit. */
export type MetricDefinition = {
  metric: string
  title: string
  /** null for a metric of states */
  unit: string | null
  direction: z.infer<typeof direction>
  statistic: z.infer<typeof statistic> | 'state'
  minEffect: number
  target: number | string | null
  acceptance: number | string | null
  /** best first; empty for a metric of numbers */
  states: string[]
  targetVersion: number
}

/** p95 where lower is better: what nearly everyone felt; the median where higher is better. */
export const defaultStatistic = (d: z.infer<typeof direction>) => (d === 'lower' ? 'p95' : 'p50')
