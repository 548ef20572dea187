import { formatEffect, formatText, stateText } from '@/lib/core/format'
import type { Difference } from '@/lib/core/ratio'
import { dimensionOf } from '@/lib/core/units'
import type { Compared, Comparison } from '../compare/comparison'
import type { FormatOut } from '../options'
import { type Palette, palette } from './colour'
import { type Cell, type Column, escapeMarkdown, markdownTable, textTable, wrap } from './table'
import { columnsOf, type Screen } from './terminal'

const COLUMNS = (base: string, head: string): Column[] => [
  { title: 'Metric', align: 'left' },
  { title: 'Statistic', align: 'left' },
  { title: base, align: 'right' },
  { title: head, align: 'right' },
  { title: 'Change', align: 'right' },
  { title: '95% interval', align: 'left' },
  { title: 'Verdict', align: 'left' },
]
const MARK: Record<Difference, string> = { worse: '▲', better: '▼', no_difference: '–', cannot_tell: '○' }
const COLOUR: Record<Difference, keyof Palette> = {
  worse: 'red',
  better: 'green',
  no_difference: 'grey',
  cannot_tell: 'magenta',
}

/** A time is slower or faster; whatever else is measured is worse or better. */
export function differenceText({ difference, unit }: Pick<Compared, 'difference' | 'unit'>): string {
  const isTime = unit !== null && dimensionOf(unit) === 'time'
  if (difference === 'worse') return isTime ? 'slower' : 'worse'
  if (difference === 'better') return isTime ? 'faster' : 'better'
  return difference === 'no_difference' ? 'no difference seen' : 'cannot tell'
}

const said = (value: number | string | null, unit: string | null) =>
  value === null ? '–' : typeof value === 'number' ? formatText(value, unit) : stateText(value)

function row(m: Compared, colours: Palette): Cell[] {
  const interval = m.low !== null && m.high !== null
  return [
    { text: m.metric },
    { text: m.statistic, paint: colours.grey },
    { text: said(m.base, m.unit) },
    { text: said(m.head, m.unit) },
    { text: m.ratio === null ? '–' : formatEffect(m.ratio - 1) },
    {
      text: interval ? `${formatEffect(m.low! - 1)} to ${formatEffect(m.high! - 1)}` : '',
      paint: colours.grey,
    },
    { text: `${MARK[m.difference]} ${differenceText(m)}`, paint: colours[COLOUR[m.difference]] },
  ]
}

/** What the table cannot say. */
function sentences(c: Comparison): string[] {
  const missing = (names: string[], where: string) =>
    names.length ? [`only in ${where}: ${names.join(', ')}`] : []
  return [
    ...c.metrics.flatMap((m) => (m.reason === null ? [] : [`${m.metric}: ${m.reason}`])),
    ...missing(c.onlyBase, c.base),
    ...missing(c.onlyHead, c.head),
    ...c.notes,
  ]
}

const counts = (c: Comparison) =>
  [...new Set(c.metrics.map(differenceText))]
    .map((word) => `${c.metrics.filter((m) => differenceText(m) === word).length} ${word}`)
    .join(', ') || 'nothing to compare'

export function showComparison(c: Comparison, format: FormatOut, screen: Screen): string {
  if (format === 'json') return JSON.stringify(c)
  const heading = `${c.base} → ${c.head}${c.launches === null ? '' : ` · ${c.launches} pairs of launches, in turns`}`
  const [base, head] = c.launches === null ? ['Base', 'Head'] : ['A', 'B']
  if (format === 'markdown') {
    const plain = palette({ isTTY: false })
    const table = markdownTable(
      COLUMNS(base!, head!),
      c.metrics.map((m) => row(m, plain)),
    )
    return [
      `### ${escapeMarkdown(heading)}`,
      table,
      counts(c),
      ...sentences(c).map((s) => `- ${escapeMarkdown(s)}`),
    ].join('\n\n')
  }
  const colours = palette(screen)
  const table = textTable(
    COLUMNS(base!, head!),
    c.metrics.map((m) => row(m, colours)),
    colours.bold,
  )
  const notes = sentences(c).map((s) => wrap(s, columnsOf(screen)))
  return [heading, '', table, '', counts(c), ...(notes.length ? ['', ...notes] : [])].join('\n')
}
