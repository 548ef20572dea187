import { CHANGE_MARK, formatEffect, formatText } from '../format'
import { heading, type Inline, join, md, paragraph, table } from '../markdown'
import type { ReportData } from '../report'
import type { Verdict } from '../wire'
import { goalOf, isJudged, limitOf, percent } from './words'

/** What the change of each metric was judged against. */
export function baselines({ metrics }: ReportData): string[] {
  const found = metrics.filter(isJudged).filter((m) => m.baseline)
  const rows = found.map((m): Inline[] => {
    const { effect, sees, unit } = m.verdict
    const { runs, value } = m.baseline!
    return [
      m.title,
      `${runs}${m.simulatedBaseline ? ' (simulated)' : ''}`,
      value === null ? 'state' : formatText(value, unit),
      effect === null ? 'none' : formatEffect(effect),
      sees == null ? 'unknown' : formatEffect(sees).replace('+', '±'),
      wordOf(m.verdict.change),
    ]
  })
  const without = metrics.filter((m) => m.verdict && m.verdict.goal !== 'error' && !m.baseline)
  const columns = [
    'Metric',
    { right: 'Runs' },
    { right: 'Baseline' },
    { right: 'Effect' },
    { right: 'Smallest effect' },
    'Change',
  ]
  return [
    heading(2, md`Baseline values`),
    rows.length
      ? paragraph(
          md`Of the newest earlier runs of the same branch and machine, 20 at most. The smallest effect is what they could have shown.`,
        )
      : paragraph(md`There are no earlier runs of the same branch and machine.`),
    rows.length ? table(columns, rows) : '',
    found.some((m) => m.simulatedBaseline)
      ? paragraph(
          md`**Simulated.** Some or all runs of a baseline marked so were made by the demo and not measured.`,
        )
      : '',
    rows.length && without.length
      ? paragraph(md`Without a baseline: ${join(without.map((m) => m.title))}.`)
      : '',
  ]
}

const wordOf = (change: Verdict['change']) => `${CHANGE_MARK[change].mark} ${CHANGE_MARK[change].word}`

/** What was asked of each metric, and whether it is so. */
export const targets = ({ metrics }: ReportData): string[] => [
  heading(2, md`Target benchmarks`),
  table(
    ['Metric', 'Target', 'Acceptance', { right: 'Version' }, { right: 'Least effect' }, 'Goal'],
    metrics.map((m) => [
      m.title,
      limitOf(m, 'target'),
      limitOf(m, 'acceptance'),
      m.definition.targetVersion,
      m.definition.unit === null ? '–' : percent(m.definition.minEffect),
      goalOf(m),
    ]),
  ),
]
