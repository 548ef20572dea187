import type { DecisionWord } from './evidence'
import type { MetricDefinition } from './metric'
import type { EnvironmentDetails, Verdict } from './wire'

export type ReportSignature = {
  name: string
  meaning: string
  /** ISO instant, by the server's clock */
  at: string
  digest: string
  stale: boolean
  /** why it no longer holds; empty when it does */
  reasons: string[]
}

export type ReportMetric = {
  metric: string
  title: string
  /** judged against `definition`, its numbers in the definition's unit; null: no evidence, and `why` says why */
  verdict: Verdict | null
  why: string | null
  /** id of the run that measured it, one of the report's runs */
  run: string | null
  definition: MetricDefinition
  baseline: Verdict['baseline']
  /** in the order of QUANTILE_NAMES, in the definition's unit; null without samples */
  quantiles: number[] | null
  samples: number
  /** earlier runs of the series were made by the demo and not measured */
  simulatedBaseline: boolean
}

/** A run that metrics of the report come from: admissible, and measured, not simulated. */
export type ReportRun = {
  id: string
  commit: string
  branch: string
  startedAt: string
  environment: EnvironmentDetails
  digest: string
}

export type ReportItem = {
  key: string
  title: string
  decision: DecisionWord | null
  reason: string | null
  /** of a waiver */
  expiresAt: string | null
  /** what the evidence speaks for, in one sentence */
  proposal: string
  signature: ReportSignature | null
}

/** All that a report says, as plain JSON: the same data give the same bytes. Instants are ISO text, times are minutes. */
export type ReportData = {
  project: { organisation: string; slug: string; name: string }
  /** which frozen report this is, counted from 1; null: how things stand, not frozen */
  revision: number | null
  review: {
    id: string
    /** the branch whose runs are its evidence */
    branch: string
    phase: string
    step: string
    title: string
    date: string
    status: 'open' | 'signed' | 'stale'
    plannedMinutes: number
    spentMinutes: number
    budgetMinutes: number
    objectives: string[]
    strategy: {
      title: string
      detail: string
      plannedMinutes: number
      spentMinutes: number
      done: boolean
    }[]
    deliverables: { name: string; detail: string }[]
  }
  /** newest first */
  runs: ReportRun[]
  metrics: ReportMetric[]
  sections: { title: string; items: ReportItem[] }[]
  stepSignature: ReportSignature | null
}
