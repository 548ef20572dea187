import { createHash } from 'node:crypto'
import type { Change, Goal } from './wire'

/**
 * JSON with one spelling per value, after RFC 8785: keys in the order of their UTF-16 code units, no white space, numbers as
 * ECMAScript writes them. Undefined members are left out as JSON.stringify does; Dates are their ISO text.
 * Throws TypeError for what JSON cannot say: NaN, infinities, lone surrogates, functions, bigints, and objects that keep what they
 * hold elsewhere than in members, such as a Map, whose digest would be that of nothing.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new TypeError('a number must be finite')
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('text must be well-formed Unicode')
    return JSON.stringify(value)
  }
  if (Array.isArray(value))
    return `[${Array.from(value, (v) => (v === undefined ? 'null' : canonicalJson(v))).join(',')}]`
  if (value instanceof Date && !Number.isNaN(value.getTime())) return JSON.stringify(value.toISOString())
  const kind = Object.prototype.toString.call(value).slice(8, -1)
  if (kind !== 'Object') throw new TypeError(`JSON has no ${kind}`)
  const members = Object.entries(value as object)
    .filter(([, v]) => v !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([k, v]) => `${canonicalJson(k)}:${canonicalJson(v)}`).join(',')}}`
}

/** SHA-256 of the canonical JSON, as `sha256:` and 64 hex digits. */
export const digestOf = (value: unknown): string =>
  `sha256:${createHash('sha256').update(canonicalJson(value)).digest('hex')}`

/** What the newest admissible, measured (not simulated) run of the review's branch says of one metric. */
export type MetricEvidence = {
  metric: string
  title: string
  run: string
  /** SHA-256 of the upload exactly as it was received, hex */
  bodySha256: string
  commit: string
  /** ISO instant, as the agent claims it */
  startedAt: string
  environment: string
  environmentClass: string
  /** against the target as it is now, also when the run was judged before it changed */
  goal: Goal
  change: Change
  /** ratio minus 1, see Verdict */
  effect: number | null
  /** `value`, `low`, `high`, `target` and `acceptance` are in `unit`; a metric of states has `state` instead */
  value: number | null
  low: number | null
  high: number | null
  state: string | null
  error: string | null
  unit: string | null
  target: number | string | null
  acceptance: number | string | null
  targetVersion: number
}

export const DECISIONS = ['pass', 'fail', 'not_applicable', 'waived'] as const
export type DecisionWord = (typeof DECISIONS)[number]
export type Decision = {
  decision: DecisionWord
  reason: string | null /** ISO instant */
  expiresAt: string | null
}

/** All that a signature under an item rests on. */
export type ItemEvidence = {
  kind: 'item'
  review: string
  item: string
  title: string
  decision: Decision | null
  metrics: MetricEvidence[]
}

/** All that a signature under the step rests on: the decisions, and through their digests the evidence of every item. */
export type StepEvidence = {
  kind: 'step'
  review: string
  phase: string
  step: string
  items: { item: string; title: string; decision: Decision | null; evidence: string | null }[]
}
