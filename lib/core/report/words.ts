import { CHANGE_MARK, formatEffect, formatInterval, formatText, GOAL_MARK, goalMark, THIN } from '../format'
import { code, type Inline, type Markdown, md, strong } from '../markdown'
import type { ReportMetric, ReportRun } from '../report'
import { limitText, valueText } from '../stale'
import type { Verdict } from '../wire'

/** A metric with its verdict: one that has evidence. */
export type Judged = ReportMetric & { verdict: Verdict }
export const isJudged = (m: ReportMetric): m is Judged => m.verdict !== null

/** "2026-03-01 12:00 UTC" of an ISO instant in UTC. */
export const utc = (instant: string): string => `${instant.slice(0, 16).replace('T', ' ')} UTC`

export const minutes = (n: number): string => `${n}${THIN}min`

export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** "12.3%" of a ratio, without a sign. */
export function percent(ratio: number): string {
  const text = formatEffect(Math.abs(ratio)).replace('+', '')
  return ratio !== 0 && text === '0.0%' ? 'under 0.1%' : text
}

/** "188 ms", "pruned at limit", or the error in its own words. */
export const valueIn = ({ value, state, error, unit }: Verdict): string =>
  valueText({ value, state: state ?? null, error: error ?? null, unit })

/** The same with its statistic: "p95 188 ms". A value that the upload gave as such has none. */
export const measured = (v: Verdict): string =>
  v.value === null || v.statistic === 'value' ? valueIn(v) : `${v.statistic} ${valueIn(v)}`

/** "180 ms to 195 ms", "no spread" or "unbounded"; null where there is no interval to speak of. */
export function intervalOf(v: Verdict): string | null {
  if (v.value === null || v.basis === 'none') return null
  if (v.low !== null && v.low === v.high) return 'no spread'
  return formatInterval(v.low, v.high, v.unit) ?? 'unbounded'
}

/** "p95 188 ms, 180 ms to 195 ms" */
export const measuredWithInterval = (v: Verdict): string =>
  [measured(v), intervalOf(v)].filter((part) => part !== null).join(', ')

/** "≤ 200 ms", "pruned at limit" or "none" */
export function limitOf({ definition: d }: ReportMetric, which: 'target' | 'acceptance'): string {
  const said = limitText(d[which], d.unit)
  return typeof d[which] === 'number' ? `${d.direction === 'lower' ? '≤' : '≥'} ${said}` : said
}

export const goalOf = ({ verdict }: ReportMetric): string =>
  verdict ? `${goalMark(verdict).mark} ${goalMark(verdict).word}` : `${GOAL_MARK.no_target.mark} no evidence`

const SIMULATED = ' (simulated baseline)'

/** "▲ regression +12.3%"; nothing for what was not measured. */
export function changeOf({ verdict: v, simulatedBaseline }: ReportMetric): string {
  if (!v || v.goal === 'error') return ''
  const { mark, word } = CHANGE_MARK[v.change]
  const known = v.change === 'regression' || v.change === 'improvement' || v.change === 'stable'
  const effect = known && v.effect !== null ? ` ${formatEffect(v.effect)}` : ''
  return `${mark} ${word}${effect}${simulatedBaseline && v.baseline ? SIMULATED : ''}`
}

/** "against 290 ms in 12 earlier runs"; a baseline of states has no value. */
export function against({ verdict, simulatedBaseline }: Judged): string {
  const { baseline, unit } = verdict
  if (!baseline) return 'without a baseline'
  const runs = counted(
    baseline.runs,
    simulatedBaseline ? 'earlier run, some simulated' : 'earlier run',
    simulatedBaseline ? 'earlier runs, some of them simulated' : undefined,
  )
  return baseline.value === null
    ? `against ${runs}`
    : `against ${formatText(baseline.value, unit)} in ${runs}`
}

export const nameOf = (m: ReportMetric): Markdown => strong(m.title)

/** Where a run was made: "run … of 2026-03-01 11:00 UTC, commit … on main, in the environment ci" */
export const runText = (run: ReportRun): Markdown =>
  md`run ${code(run.id)} of ${utc(run.startedAt)}, commit ${code(run.commit)} on ${code(run.branch)}, in the environment ${code(run.environment.name)}`

export const commitOf = (run: ReportRun | undefined): Inline =>
  run ? code(run.commit.slice(0, 12)) : 'unknown'

/** What has the same key together, in the order of first appearance. */
export function grouped<T>(list: readonly T[], keyOf: (one: T) => string): T[][] {
  const groups = new Map<string, T[]>()
  for (const one of list) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return [...groups.values()]
}
