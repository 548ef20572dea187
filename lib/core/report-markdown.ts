import { document } from './markdown'
import type { ReportData } from './report'
import { baselines, targets } from './report/benchmarks'
import { bottlenecks } from './report/bottlenecks'
import { checklist } from './report/checklist'
import { environments, provenance } from './report/environments'
import { measurements, quantiles } from './report/measurements'
import { grade, metricsSummary, opening } from './report/opening'
import { deliverables, objectives, strategy } from './report/plan'
import { recommendations } from './report/recommendations'
import { signatures } from './report/signatures'
import { verifyMetrics, verifySummary } from './report/verify'

/** PERFORMANCE_REVIEW_SUMMARY.md. The same data give the same bytes. */
export const summaryMarkdown = (data: ReportData): string =>
  document([
    ...opening(data, 'summary'),
    ...grade(data),
    ...objectives(data),
    ...metricsSummary(data),
    ...bottlenecks(data),
    ...recommendations(data),
    ...checklist(data),
    ...strategy(data),
    ...deliverables(data),
    ...signatures(data),
    ...verifySummary(data),
  ])

/** PERFORMANCE_METRICS.md. The same data give the same bytes. */
export const metricsMarkdown = (data: ReportData): string =>
  document([
    ...opening(data, 'metrics'),
    ...provenance(data),
    ...measurements(data),
    ...quantiles(data),
    ...baselines(data),
    ...targets(data),
    ...environments(data),
    ...verifyMetrics(data),
  ])
