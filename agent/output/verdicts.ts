import {
  CHANGE_MARK,
  formatEffect,
  formatInterval,
  formatText,
  GOAL_MARK,
  goalMark,
  stateText,
} from '@/lib/core/format'
import { isSkipped } from '@/lib/core/skipped'
import type { Change, Goal, Verdict } from '@/lib/core/wire'
import type { Palette } from './colour'
import { type Cell, type Column, escapeMarkdown, markdownTable, tableWidth, textTable, wrap } from './table'

const COLUMNS: Column[] = [
  { title: 'Metric', align: 'left' },
  { title: 'Statistic', align: 'left' },
  { title: 'Value', align: 'right' },
  { title: '95% interval', align: 'left' },
  { title: 'Target', align: 'right' },
  { title: 'Acceptance', align: 'right' },
  { title: 'Goal', align: 'left' },
  { title: 'Change', align: 'left' },
]

const GOAL_COLOUR: Record<Goal, keyof Palette> = {
  met: 'green',
  acceptable: 'yellow',
  missed: 'red',
  inconclusive: 'magenta',
  error: 'red',
  no_target: 'grey',
}
const CHANGE_COLOUR: Partial<Record<Change, keyof Palette>> = { regression: 'red', improvement: 'green' }

const limit = (value: number | string | null, unit: string | null) =>
  value === null ? '–' : typeof value === 'number' ? formatText(value, unit) : stateText(value)

const measured = (v: Verdict) =>
  v.state !== undefined
    ? stateText(v.state)
    : v.value === null
      ? v.goal === 'error'
        ? isSkipped(v.error)
          ? 'skipped'
          : 'failed'
        : '–'
      : formatText(v.value, v.unit)

function row(v: Verdict, colours: Palette): Cell[] {
  const goal = goalMark(v)
  const change = CHANGE_MARK[v.change]
  const effect = v.effect !== null && (v.change === 'regression' || v.change === 'improvement')
  const tint = CHANGE_COLOUR[v.change]
  return [
    { text: v.metric },
    { text: v.statistic, paint: colours.grey },
    { text: measured(v) },
    { text: formatInterval(v.low, v.high, v.unit) ?? '', paint: colours.grey },
    { text: limit(v.target, v.unit) },
    { text: limit(v.acceptance, v.unit) },
    { text: `${goal.mark} ${goal.word}`, paint: colours[isSkipped(v.error) ? 'grey' : GOAL_COLOUR[v.goal]] },
    {
      text: `${change.mark} ${change.word}${effect ? ` ${formatEffect(v.effect!)}` : ''}`,
      paint: tint ? colours[tint] : colours.grey,
    },
  ]
}

/** The sentences of verdicts that ask for something; metrics with one cause share one. */
function askedFor(verdicts: Verdict[]): string[] {
  const metrics = new Map<string, string[]>()
  for (const v of verdicts)
    if (['missed', 'inconclusive', 'error'].includes(v.goal) || v.change === 'regression') {
      const sentence = v.error ?? v.reason
      metrics.set(sentence, [...(metrics.get(sentence) ?? []), v.metric])
    }
  return [...metrics].map(([sentence, names]) => `${names.join(', ')}: ${sentence}`)
}

/** One line a metric, or two where `width` columns are too few for that. */
export function verdictsText(
  verdicts: Verdict[],
  colours: Palette,
  width = Number.POSITIVE_INFINITY,
): string {
  const rows = verdicts.map((v) => row(v, colours))
  const table =
    tableWidth(COLUMNS, rows) <= width
      ? textTable(COLUMNS, rows, colours.bold)
      : narrowTable(verdicts, rows, colours)
  const notes = askedFor(verdicts).map((sentence) => wrap(sentence, width))
  return notes.length ? `${table}\n\n${notes.join('\n')}` : table
}

/** What asks to be seen in the first line of each, what explains it in the second. */
function narrowTable(verdicts: Verdict[], rows: Cell[][], colours: Palette): string {
  const first = ['Metric', 'Value', 'Goal', 'Change'].map((t) => COLUMNS.findIndex((c) => c.title === t))
  const pick = <T>(all: T[]) => first.map((i) => all[i]!)
  const [head, ...lines] = textTable(pick(COLUMNS), rows.map(pick), colours.bold).split('\n')
  return [head, ...lines.flatMap((line, i) => [line, ...explained(verdicts[i]!).map(colours.grey)])].join(
    '\n',
  )
}

function explained(v: Verdict): string[] {
  const interval = formatInterval(v.low, v.high, v.unit)
  const facts = [
    ...(v.state || v.value === null ? [] : [v.statistic]),
    ...(interval ? [`95% interval ${interval}`] : []),
    ...(v.target === null ? [] : [`target ${limit(v.target, v.unit)}`]),
    ...(v.acceptance === null ? [] : [`acceptance ${limit(v.acceptance, v.unit)}`]),
  ]
  return facts.length ? [`  ${facts.join(', ')}`] : []
}

export function verdictsMarkdown(verdicts: Verdict[], plain: Palette): string {
  const table = markdownTable(
    COLUMNS,
    verdicts.map((v) => row(v, plain)),
  )
  const notes = askedFor(verdicts).map((sentence) => `- ${escapeMarkdown(sentence)}`)
  return notes.length ? `${table}\n\n${notes.join('\n')}` : table
}

/** "11 met, 2 missed, 1 inconclusive, 1 skipped", in the order of the marks. */
export function goalCounts(verdicts: Verdict[]): string {
  const words = verdicts.map((v) => goalMark(v).word)
  return [...Object.values(GOAL_MARK).map(({ word }) => word), 'skipped']
    .map((word) => ({ word, n: words.filter((w) => w === word).length }))
    .filter(({ n }) => n > 0)
    .map(({ word, n }) => `${n} ${word}`)
    .join(', ')
}
