import { formatText } from '../format'
import { bullets, code, heading, type Inline, join, md, paragraph, table } from '../markdown'
import type { ReportData, ReportMetric } from '../report'
import { isSkipped } from '../skipped'
import { QUANTILE_NAMES } from '../stats'
import type { Verdict } from '../wire'
import { intervalOf, isJudged, nameOf, valueIn } from './words'

const BASIS: Record<Verdict['basis'], string> = {
  build: 'runs of this commit',
  history: 'earlier runs',
  samples: 'own samples',
  given: 'given with the value',
  none: 'none',
}

/** What each metric was measured at, how surely, and from how much. */
export function measurements({ metrics, runs }: ReportData): string[] {
  const rows = metrics.filter(isJudged).map((m): Inline[] => {
    const v = m.verdict
    if (v.goal === 'error') return [m.title, '', isSkipped(v.error) ? 'skipped' : 'failed to run', '', '', '']
    return [m.title, statisticOf(v), valueIn(v), intervalOf(v) ?? 'none', BASIS[v.basis], samplesOf(m)]
  })
  const columns = ['Metric', 'Statistic', { right: 'Value' }, '95% interval', 'Basis', { right: 'Samples' }]
  const failed = metrics.filter(isJudged).filter((m) => m.verdict.goal === 'error')
  const absent = metrics.filter((m) => !m.verdict)
  return [
    heading(2, md`Detailed measurements`),
    rows.length
      ? table(columns, rows)
      : paragraph(md`Nothing has been measured that could serve as evidence.`),
    bullets([
      ...failed.map(
        (m) =>
          md`${nameOf(m)} ${isSkipped(m.verdict.error) ? 'was not measured' : 'failed to run'}: ${valueIn(m.verdict)}`,
      ),
      ...absent.map((m) => md`${nameOf(m)} is not measured: ${m.why ?? 'no reason is known'}.`),
    ]),
    runs.length > 1 ? origins(metrics, runs) : '',
  ]
}

const statisticOf = (v: Verdict) => (v.state !== undefined ? 'state' : v.statistic)
const samplesOf = (m: ReportMetric) => (m.samples ? m.samples.toLocaleString('en-US') : 'none')

/** Which value is from which run, when they are not all from one. */
const origins = (metrics: ReportData['metrics'], runs: ReportData['runs']): string =>
  bullets(
    runs.map((run) => {
      const own = metrics.filter((m) => m.run === run.id)
      return md`From run ${code(run.id)}: ${join(own.map((m) => m.title))}.`
    }),
  )

const SHOWN = ['p5', 'p25', 'p50', 'p75', 'p90', 'p95', 'p99'] as const

/** How the samples of each metric are spread. */
export function quantiles({ metrics }: ReportData): string[] {
  const rows = metrics.flatMap((m) => {
    const { quantiles, definition } = m
    if (!quantiles) return []
    return [
      [
        m.title,
        ...SHOWN.map((name) => formatText(quantiles[QUANTILE_NAMES.indexOf(name)]!, definition.unit)),
      ],
    ]
  })
  return [
    heading(2, md`Quantiles`),
    rows.length
      ? table(['Metric', ...SHOWN.map((right) => ({ right }))], rows)
      : paragraph(md`No metric was measured in samples.`),
  ]
}
