import { formatText } from '../format'
import { bullets, heading, join, listed, type Markdown, md, paragraph } from '../markdown'
import type { ReportData, ReportMetric } from '../report'
import { isSkipped } from '../skipped'
import { limitText } from '../stale'
import { type Finding, findingsOf } from './findings'
import { type Shares, sharesOf } from './stages'
import { against, changeOf, measuredWithInterval, nameOf, percent, valueIn } from './words'

/** What misses, is merely acceptable or cannot be told, with the number that says so; and whose part of the whole it is. */
export function bottlenecks({ metrics }: ReportData): string[] {
  const findings = findingsOf(metrics)
  const blocks = findings.length
    ? [bullets(findings.map(findingText))]
    : [paragraph(md`${noneText(metrics)}`)]
  return [
    heading(2, md`Bottlenecks identified`),
    ...blocks,
    ...sharesOf(metrics).map(sharesText),
    notJudged(metrics),
  ]
}

function noneText(metrics: readonly ReportMetric[]): string {
  const judged = metrics.filter(
    (m) => m.verdict && m.verdict.goal !== 'no_target' && m.verdict.goal !== 'error',
  )
  return judged.length
    ? 'None: every metric that could be judged keeps its limits.'
    : metrics.some((m) => m.verdict)
      ? 'None can be named: no metric could be judged.'
      : 'None can be named: no metric has been measured.'
}

/** "119 ms (40%)" */
const distance = ({ metric, beyond, share }: Finding) =>
  `${formatText(Math.abs(beyond!), metric.verdict.unit)}${share === null ? '' : ` (${percent(share)})`}`

function findingText(finding: Finding): Markdown {
  const { metric, limit } = finding
  const { verdict: v } = metric
  const changed = v.change === 'regression' ? md` ${changeOf(metric)} ${against(metric)}.` : md``
  if (!limit) return md`${statement(finding)}.${changed}`
  const name = limit.name === 'target' ? 'target' : 'acceptance limit'
  return md`${nameOf(metric)} ${placed(finding, `its ${name} ${formatText(limit.value, v.unit)}`)}: ${measuredWithInterval(v)}.${changed}`
}

function placed(finding: Finding, limit: string): string {
  if (finding.goal === 'missed') return `misses ${limit} by ${distance(finding)}`
  if (finding.goal === 'acceptable') return `is acceptable, but ${distance(finding)} beyond ${limit}`
  if (!finding.beyond) return `cannot be told from ${limit}, on which it lies`
  return `cannot be told from ${limit}, which it is ${distance(finding)} ${finding.beyond > 0 ? 'beyond' : 'within'}`
}

/** Of a state, or of a number whose interval straddles nothing that could be named. */
function statement({ metric, goal }: Finding): Markdown {
  const { target, acceptance, unit } = metric.definition
  const value = valueIn(metric.verdict)
  if (goal === 'missed')
    return md`${nameOf(metric)} is at ${value}, beyond its acceptance limit ${limitText(acceptance ?? target, unit)}`
  if (goal === 'acceptable')
    return md`${nameOf(metric)} is at ${value}, which is acceptable; its target is ${limitText(target, unit)}`
  return md`${nameOf(metric)} is inconclusive at ${measuredWithInterval(metric.verdict)}`
}

/** Stages that were timed beside the whole may add up to this much more of it and still tell who takes how much. */
const TOLERANCE = 0.05

function sharesText({ whole, unit, mean, stages, rest }: Shares): string {
  const say = (value: number) => formatText(value, unit)
  const share = (value: number) => `${say(value)} (${percent(value / mean)})`
  const each = (text: (value: number) => string) =>
    listed(stages.map((s) => md`${s.metric.title} takes ${text(s.mean)}`))
  const more = `Together that is ${share(-rest)} more than the whole: they were timed beside it,`
  const told =
    rest >= 0
      ? md`of that, ${each(share)}. ${share(rest)} is none of these.`
      : -rest <= TOLERANCE * mean
        ? md`of that, ${each(share)}. ${more} and their shares are approximate.`
        : md`timed beside it, ${each(say)}. ${more} and their shares cannot be told.`
  return paragraph(
    md`On average ${nameOf(whole)} takes ${say(mean)}; ${told} These are means of one run, because percentiles do not add up.`,
  )
}

/** What no verdict could be given for, so that its absence above says nothing. */
function notJudged(metrics: readonly ReportMetric[]): string {
  const named = (test: (m: ReportMetric) => boolean, one: string, many = one) => {
    const found = metrics.filter(test)
    return found.length ? [md`${listed(found.map((m) => m.title))} ${found.length === 1 ? one : many}`] : []
  }
  const groups = [
    ...named((m) => !m.verdict || isSkipped(m.verdict.error), 'was not measured', 'were not measured'),
    ...named((m) => m.verdict?.goal === 'error' && !isSkipped(m.verdict.error), 'failed to run'),
    ...named((m) => m.verdict?.goal === 'no_target', 'has no target', 'have no target'),
  ]
  return groups.length && metrics.some((m) => m.verdict)
    ? paragraph(md`Not judged: ${join(groups, '; ')}.`)
    : ''
}
