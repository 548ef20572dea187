import type { EnvironmentDetails, Goal, Receipt, Verdict } from '../core/wire'

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
  /** min, p5, p25, p50, p75, p90, p95, p99, max, mean in `unit` */
  quantiles: number[] | null
  n: number
}

export type RunView = RunRow & {
  receipt: Receipt
  verdicts: Verdict[]
  environmentDetails: EnvironmentDetails
  /** of the run before in the same suite and branch */
  previousEnvironmentDetails: EnvironmentDetails | null
  measurements: RunMeasurement[]
  agent: { name: string; version: string }
  uploadedBy: string
  finishedAt: Date | null
  commitAt: Date | null
  format: string
  bodySha256: string
}

export type OverviewMetric = {
  definition: import('../core/metric').MetricDefinition
  latest: { verdict: Verdict; runId: string; startedAt: Date; simulated: boolean; admissible: boolean } | null
  /** 30 at most, oldest first, in the metric's unit or, for states, the rank */
  spark: { t: number; value: number; simulated: boolean }[]
}

export type RunFilter = {
  branch?: string
  environment?: string
  suite?: string
  cursor?: string
  limit?: number
}
