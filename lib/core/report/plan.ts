import { code, heading, type Inline, md, numbered, paragraph, table } from '../markdown'
import type { ReportData } from '../report'
import { minutes } from './words'

/** What the review was to find out. */
export const objectives = ({ review }: ReportData): string[] => [
  heading(2, md`Objectives`),
  numbered(review.objectives.map((text) => md`${text}`)),
]

/** The work as it was planned, and as it went. */
export function strategy({ review }: ReportData): string[] {
  const { plannedMinutes: planned, spentMinutes: spent, budgetMinutes: budget } = review
  const rows: Inline[][] = review.strategy.map((s, i) => [
    `${i + 1}. ${s.title}`,
    minutes(s.plannedMinutes),
    minutes(s.spentMinutes),
    s.done ? 'done' : 'open',
  ])
  const done = review.strategy.filter((s) => s.done).length
  return [
    heading(2, md`Strategy`),
    table(
      ['Step', { right: 'Planned' }, { right: 'Spent' }, 'State'],
      [...rows, ['Total', minutes(planned), minutes(spent), `${done} of ${review.strategy.length} done`]],
    ),
    paragraph(
      spent === 0
        ? md`No time has been logged yet; ${minutes(planned)} are planned, of a budget of ${minutes(budget)}.`
        : md`${minutes(spent)} spent: ${over(spent, planned, 'planned')}, and ${over(spent, budget, 'of the budget')}.`,
    ),
  ]
}

/** "20 min more than the 80 min planned" */
function over(spent: number, limit: number, what: string): string {
  const difference = spent - limit
  if (difference === 0) return `exactly the ${minutes(limit)} ${what}`
  return `${minutes(Math.abs(difference))} ${difference > 0 ? 'more' : 'less'} than the ${minutes(limit)} ${what}`
}

/** What it hands over. */
export const deliverables = ({ review }: ReportData): string[] => [
  heading(2, md`Deliverables`),
  numbered(review.deliverables.map(({ name, detail }) => md`${code(name)}: ${detail}`)),
]
