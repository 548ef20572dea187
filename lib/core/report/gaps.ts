import { LEAST_HISTORY } from '../intervals'
import { code, join, listed, type Markdown, md } from '../markdown'
import type { ReportData, ReportMetric } from '../report'
import { counted, grouped, isJudged, measured, nameOf } from './words'

const names = (list: readonly ReportMetric[]) => listed(list.map(nameOf))

/** One recommendation for all that lack evidence for the same reason. */
export const measureFirst = (metrics: readonly ReportMetric[]): Markdown[] =>
  grouped(
    metrics.filter((m) => !m.verdict),
    (m) => m.why ?? 'no reason is known',
  ).map((list) => {
    const why = list[0]!.why ?? 'no reason is known'
    const all = list.length === metrics.length ? md`all ${list.length} metrics` : names(list)
    return list.length === 1
      ? md`Measure ${names(list)}: ${why}.`
      : md`Measure ${all}. Of each it is to be said: ${why}.`
  })

export function setTarget(metrics: readonly ReportMetric[]): Markdown[] {
  const list = metrics.filter(isJudged).filter((m) => m.verdict.goal === 'no_target')
  if (!list.length) return []
  const each = join(list.map((m) => md`${nameOf(m)} (${measured(m.verdict)})`))
  return [
    md`Set a target for ${list.length === 1 ? '' : `these ${list.length}, which cannot be judged without: `}${each}.`,
  ]
}

/** Changes are told against earlier runs, and there are not enough of them yet. */
export function waitForHistory({ metrics, review }: ReportData): Markdown[] {
  const list = metrics
    .filter(isJudged)
    .filter((m) => m.verdict.change === 'insufficient_history' || m.verdict.change === 'no_baseline')
    .filter((m) => m.verdict.goal !== 'error')
  if (!list.length) return []
  const runs = list.map((m) => m.verdict.baseline?.runs ?? 0)
  const [least, most] = [Math.min(...runs), Math.max(...runs)]
  const have = least === most ? String(least || 'none') : `${least} to ${most}`
  const more = counted(LEAST_HISTORY - least, 'more run')
  const what =
    list.length === 1 ? md`the change of ${nameOf(list[0]!)}` : md`the changes of ${list.length} metrics`
  return [
    md`Add ${more} on ${code(review.branch)} to tell ${what}: that takes ${LEAST_HISTORY} earlier runs of the same machine, and so far there ${have === '1' ? 'is' : 'are'} ${have} of them.`,
  ]
}
