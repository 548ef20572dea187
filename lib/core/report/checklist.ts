import { heading, type Inline, md, paragraph, strong, table } from '../markdown'
import type { ReportData, ReportItem } from '../report'
import { DECISION_WORD } from '../stale'
import { counted } from './words'

/** What was decided of each item, and why; of an undecided one, what its evidence speaks for. */
export function checklist(data: ReportData): string[] {
  const items = data.sections.flatMap((s) => s.items)
  const signed = items.filter((i) => i.signature && !i.signature.stale).length
  const stale = items.filter((i) => i.signature?.stale).length
  const open = items.length - signed - stale
  const parts = [
    `${signed} of ${counted(items.length, 'item')} signed`,
    ...(stale ? [`${stale} with a stale signature`] : []),
    ...(open ? [`${open} not signed`] : []),
  ]
  return [
    heading(2, md`Checklist`),
    paragraph(md`${parts.join(', ')}. Where no reason was given, it says what the evidence says.`),
    table(
      ['Item', 'Decision', 'Signature', 'Reason'],
      data.sections.flatMap(({ title, items }) => [[strong(title), '', '', ''], ...items.map(itemRow)]),
    ),
  ]
}

const itemRow = ({ title, decision, reason, expiresAt, proposal, signature: s }: ReportItem): Inline[] => [
  title,
  decision ? `${DECISION_WORD[decision]}${expiresAt ? ` until ${expiresAt.slice(0, 10)}` : ''}` : 'undecided',
  s ? `${s.name}, ${s.at.slice(0, 10)}${s.stale ? ' ○ stale' : ''}` : 'not signed',
  reason ?? proposal,
]
