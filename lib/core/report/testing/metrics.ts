import type { MetricDefinition } from '../../metric'
import type { ReportMetric } from '../../report'
import { performanceMetrics } from '../../template-metrics'
import { type JudgeInput, judgeRun } from '../../verdict'
import type { Measurement } from '../../wire'

export const RUN = '01953f00-0000-7000-8000-000000000001'

/** The definition of one of the template's metrics, or of one of this name in ms without limits. */
export function aDefinition(metric: string, more: Partial<MetricDefinition> = {}): MetricDefinition {
  const known = performanceMetrics.find((m) => m.metric === metric)
  const input = known?.input ?? { unit: 'ms', direction: 'lower' as const, target: null, acceptance: null }
  const shared = { metric, title: known?.title ?? metric, targetVersion: 1, minEffect: 0.02 }
  const own =
    'states' in input
      ? { ...input, unit: null, direction: 'lower' as const, statistic: 'state' as const }
      : { ...input, states: [], statistic: 'p95' as const }
  return { ...shared, ...own, ...more }
}

type Given = {
  measurement: Omit<Measurement, 'metric'>
  /** values of earlier runs, newest first */
  history?: number[]
  definition?: Partial<MetricDefinition>
  more?: Partial<ReportMetric>
}

/** A metric of a report, judged as a run of it would be. */
export function aMetric(metric: string, given: Given): ReportMetric {
  const definition = aDefinition(metric, given.definition)
  const input: JudgeInput = {
    definition,
    measurement: { metric, unit: definition.unit ?? undefined, ...given.measurement },
    history: (given.history ?? []).map((value) => ({ value, rank: null, sameBuild: false })),
  }
  const { verdicts, summaries } = judgeRun([input])
  const [verdict, summary] = [verdicts[0]!, summaries[0]!]
  const number = summary.kind === 'number' ? summary : null
  return {
    metric,
    title: definition.title,
    definition,
    verdict,
    why: null,
    run: RUN,
    baseline: verdict.baseline,
    quantiles: number?.quantiles.length ? number.quantiles : null,
    samples: number?.n ?? 0,
    simulatedBaseline: false,
    ...given.more,
  }
}

/** A metric that no run has measured. */
export const anUnmeasured = (metric: string, why = 'it has not been measured on main'): ReportMetric => ({
  ...aMetric(metric, { measurement: { error: 'replaced' } }),
  ...{ verdict: null, run: null, baseline: null, why },
})

/** `n` samples from `low` to `high` in even steps. */
export const spread = (low: number, high: number, n = 100) =>
  Array.from({ length: n }, (_, i) => low + ((high - low) * i) / (n - 1))
