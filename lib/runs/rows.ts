import type { MetricDefinition } from '../core/metric'
import type { EnvironmentDetails, Goal, Receipt, Verdict } from '../core/wire'
import { sql } from '../db/sql'

export type RunRow = {
  id: string
  suite: string
  branch: string
  commit: string
  startedAt: Date
  receivedAt: Date
  environment: { name: string; classHash: string }
  /** whether the run may serve as evidence */
  admissible: boolean
  reason: string | null
  grade: string | null
  simulated: boolean
  goals: Record<Goal, number>
  digest: string
}

export type RunMeasurement = {
  metric: string
  title: string
  unit: string | null
  /** at most 2,000 of them, in `unit`; null when the run gave none */
  samples: number[] | null
  /** min, p5, p25, p50, p75, p90, p95, p99, max, mean in `unit`; null without samples */
  quantiles: number[] | null
  n: number
}

export type RunView = RunRow & {
  receipt: Receipt
  verdicts: Verdict[]
  environmentDetails: EnvironmentDetails
  /** of the run before in the same suite, branch and environment name */
  previousEnvironmentDetails: EnvironmentDetails | null
  previousRunId: string | null
  measurements: RunMeasurement[]
  agent: { name: string; version: string }
  uploadedBy: string
  finishedAt: Date | null
  commitAt: Date | null
  format: string
  bodySha256: string
}

export type OverviewMetric = {
  definition: MetricDefinition
  latest: { verdict: Verdict; runId: string; startedAt: Date; simulated: boolean; admissible: boolean } | null
  /** 30 at most, oldest first, in the metric's unit or, for states, the rank */
  spark: { t: number; value: number; simulated: boolean }[]
}

/** `from runs r join environments e on e.id = r.environment_id` */
export const runColumns = () => sql`
  r.id, r.suite, r.branch, r.commit, r.started_at as "startedAt", r.received_at as "receivedAt",
  jsonb_build_object('name', e.name, 'classHash', e.class_hash) as environment, r.admissible, r.reason, r.grade,
  r.simulated, r.digest,
  jsonb_build_object('met', 0, 'acceptable', 0, 'missed', 0, 'inconclusive', 0, 'error', 0, 'no_target', 0) || r.goals as goals`
