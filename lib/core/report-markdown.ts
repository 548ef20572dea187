import { formatText } from './format'
import type { ReportData, ReportMetric } from './report'

const value = ({ verdict: v }: ReportMetric) =>
  !v || v.value === null ? 'not measured' : formatText(v.value, v.unit)

/** PERFORMANCE_REVIEW_SUMMARY.md. The same data give the same bytes. */
export const summaryMarkdown = (data: ReportData): string =>
  `# Performance review summary\n\nPhase ${data.review.phase}, step ${data.review.step}\n`

/** PERFORMANCE_METRICS.md. The same data give the same bytes. */
export const metricsMarkdown = (data: ReportData): string =>
  `# Performance metrics\n\n${data.metrics.map((m) => `- ${m.title}: ${value(m)}`).join('\n')}\n`
