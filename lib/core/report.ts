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
  /** judged against `definition`, its numbers in the definition's unit; null: no evidence */
  verdict: Verdict | null
  definition: MetricDefinition
  baseline: Verdict['baseline']
  /** in the order of QUANTILE_NAMES, in the definition's unit; null without samples */
  quantiles: number[] | null
  samples: number
  /** earlier runs of the series were made by the demo and not measured */
  simulatedBaseline: boolean
}

/** All that a report says, as plain JSON: the same data give the same bytes. Instants are ISO text, times are minutes. */
export type ReportData = {
  project: { organisation: string; slug: string; name: string }
  review: {
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
  /** the newest run on the review's branch that may serve as evidence */
  run: {
    id: string
    commit: string
    branch: string
    startedAt: string
    environment: { name: string; details: Omit<EnvironmentDetails, 'name'> }
    digest: string
    admissible: boolean
    simulated: boolean
  } | null
  metrics: ReportMetric[]
  sections: {
    title: string
    items: {
      key: string
      title: string
      decision: DecisionWord | null
      reason: string | null
      /** what the evidence speaks for, in one sentence */
      proposal: string
      signature: ReportSignature | null
    }[]
  }[]
  stepSignature: ReportSignature | null
}
