import { formatText } from '../format'
import { heading, type Markdown, md, numbered, paragraph } from '../markdown'
import type { ReportData } from '../report'
import { limitText } from '../stale'
import { type Finding, findingsOf } from './findings'
import { measureFirst, setTarget, waitForHistory } from './gaps'
import { shapeOf } from './shape'
import { against, commitOf, isJudged, type Judged, measured, nameOf, percent, valueIn } from './words'

/** What to do next, each of it from a metric and a number of this report; none is general advice. */
export function recommendations(data: ReportData): string[] {
  const { metrics } = data
  const findings = findingsOf(metrics)
  const of = (goal: Finding['goal']) => findings.filter((f) => f.goal === goal)
  const all = [
    ...of('missed').map((f) => bringWithin(f, data)),
    ...metrics
      .filter(isJudged)
      .filter((m) => m.verdict.goal === 'error')
      .map(runAgain),
    ...of('inconclusive').map(measureMore),
    ...of('acceptable').map((f) => bringWithin(f, data)),
    ...regressed(data, findings),
    ...measureFirst(metrics),
    ...setTarget(metrics),
    ...waitForHistory(data),
  ]
  return [
    heading(2, md`Recommendations`),
    all.length
      ? numbered(all)
      : paragraph(md`None. Every metric was measured and keeps its limits, and none has regressed.`),
  ]
}

/** Missed and acceptable: how far to go, what shape the excess has, and whether it is new. */
function bringWithin(finding: Finding, data: ReportData): Markdown {
  const { metric, limit, beyond, goal } = finding
  const { definition: d, verdict: v } = metric
  if (!limit || beyond === null || v.value === null) {
    const wanted = goal === 'missed' ? (d.acceptance ?? d.target) : d.target
    return md`Bring ${nameOf(metric)} from ${valueIn(v)} to ${limitText(wanted, d.unit)}.${changed(metric, data)}`
  }
  const name = limit.name === 'target' ? 'target' : 'acceptance limit'
  const way = d.direction === 'lower' ? 'down' : 'up'
  const further =
    limit.name === 'acceptance' && typeof d.target === 'number'
      ? ` (${formatText(d.target, d.unit)} would meet its target)`
      : ''
  return md`Bring ${nameOf(metric)} ${way} by ${formatText(Math.abs(beyond), v.unit)}, from ${measured(v)} to its ${name} ${formatText(limit.value, d.unit)}${further}.${shapeOf(metric, limit.value)}${changed(metric, data)}`
}

function changed(metric: Judged, { runs }: ReportData): string | Markdown {
  if (metric.verdict.change !== 'regression') return ''
  const commit = commitOf(runs.find((r) => r.id === metric.run))
  return md` It has regressed${by(metric)}, ${against(metric)}: start with what commit ${commit} brought.`
}

const by = ({ verdict: { effect } }: Judged) => (effect === null ? '' : ` by ${percent(effect)}`)

const runAgain = (m: Judged) =>
  md`Run ${nameOf(m)} again: it could not be measured (${m.verdict.error ?? m.verdict.reason}).`

/** The verdict's own reason says how many more samples or runs would decide. */
const measureMore = ({ metric }: Finding) => md`Measure ${nameOf(metric)} again. ${metric.verdict.reason}`

/** Of those that nothing else was said of. */
function regressed(data: ReportData, findings: readonly Finding[]): Markdown[] {
  const said = new Set(findings.filter((f) => f.goal !== 'inconclusive').map((f) => f.metric.metric))
  return data.metrics
    .filter(isJudged)
    .filter((m) => m.verdict.change === 'regression' && !said.has(m.metric))
    .map((m) => {
      const commit = commitOf(data.runs.find((r) => r.id === m.run))
      return md`Find out what changed ${nameOf(m)} in commit ${commit}: it has regressed${by(m)} to ${measured(m.verdict)}, ${against(m)}.`
    })
}
