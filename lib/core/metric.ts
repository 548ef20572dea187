import * as z from 'zod'
import { direction, statistic, text } from './wire'

/** A change smaller than this (a ratio) is never a regression, whatever the statistics say. */
export const DEFAULT_MIN_EFFECT = 0.02

type Given = { target: number | string | null; acceptance: number | string | null }
type Refuse = z.RefinementCtx

const refuse = (ctx: Refuse, path: string, message: string) =>
  ctx.addIssue({ code: 'custom', message, path: [path] })

/** Acceptance is the looser limit: one tighter than the target would let the same value both meet and miss. */
export function checkLimits(m: Given & { direction: z.infer<typeof direction> }, ctx: Refuse) {
  if (typeof m.target !== 'number' || typeof m.acceptance !== 'number') return
  if (m.direction === 'lower' ? m.acceptance < m.target : m.acceptance > m.target)
    refuse(ctx, 'acceptance', `must not be tighter than the target, ${m.target}`)
}

/** The same for states, best first. */
export function checkStates(m: Given & { states: string[] }, ctx: Refuse) {
  if (new Set(m.states).size !== m.states.length) refuse(ctx, 'states', 'each state once')
  const rank = (limit: number | string | null) => (typeof limit === 'string' ? m.states.indexOf(limit) : null)
  for (const key of ['target', 'acceptance'] as const)
    if (rank(m[key]) === -1) refuse(ctx, key, `must be one of ${m.states.join(', ')}`)
  const [target, acceptance] = [rank(m.target), rank(m.acceptance)]
  if (target !== null && acceptance !== null && acceptance >= 0 && acceptance < target)
    refuse(ctx, 'acceptance', `must not be better than the target, ${m.target}`)
}

/** States of a metric, from best to worst. */
export const states = z.array(text(100)).min(2).max(20)
export const minEffect = z.number().min(0).max(10)

const numericLimits = z
  .strictObject({
    unit: text(30),
    direction,
    target: z.number().nullable(),
    acceptance: z.number().nullable(),
    minEffect: minEffect.optional(),
    statistic: statistic.optional(),
  })
  .superRefine(checkLimits)

const stateLimits = z
  .strictObject({ states, target: text(100).nullable(), acceptance: text(100).nullable() })
  .superRefine(checkStates)

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
