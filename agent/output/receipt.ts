import type { Receipt } from '@/lib/core/wire'
import type { FormatOut } from '../options'
import { type Palette, palette } from './colour'
import { columnsOf, type Screen } from './terminal'
import { goalCounts, verdictsMarkdown, verdictsText } from './verdicts'

/** What a run is called in a heading. */
export type Heading = { branch: string; commit: string; environment: string }

const gradeLine = (r: Pick<Receipt, 'grade' | 'verdicts'>) =>
  `${r.grade ? `Grade ${r.grade} · ` : ''}${goalCounts(r.verdicts)}`

const headingText = (h: Heading) => `${h.branch} · ${h.commit.slice(0, 12)} · ${h.environment}`

const evidenceNote = (r: Receipt) =>
  r.admissible ? [] : [`Not admissible as evidence${r.reason ? `: ${r.reason}` : ''}`]

function humanReceipt(r: Receipt, heading: Heading, screen: Screen): string {
  return [
    headingText(heading),
    '',
    verdictsText(r.verdicts, palette(screen), columnsOf(screen)),
    '',
    gradeLine(r),
    ...evidenceNote(r),
    ...r.alerts.map((a) => `Alert ${a.state}: ${a.metric} ${a.url}`),
    r.url,
  ].join('\n')
}

function markdownReceipt(r: Receipt, heading: Heading, plain: Palette): string {
  return [
    `### Benchmarks of ${headingText(heading)}`,
    verdictsMarkdown(r.verdicts, plain),
    gradeLine(r),
    ...evidenceNote(r),
    `[Run ${r.runId}](${r.url})`,
  ].join('\n\n')
}

export function showReceipt(r: Receipt, heading: Heading, format: FormatOut, screen: Screen): string {
  if (format === 'json') return JSON.stringify(r)
  if (format === 'markdown') return markdownReceipt(r, heading, palette({ isTTY: false }))
  return humanReceipt(r, heading, screen)
}

/** Verdicts made offline: no run on a server, so no address and no digest. */
export function showOffline(
  judged: Pick<Receipt, 'grade' | 'verdicts'>,
  heading: string,
  format: FormatOut,
  screen: Screen,
): string {
  if (format === 'json') return JSON.stringify(judged)
  if (format === 'markdown')
    return [
      `### ${heading}`,
      verdictsMarkdown(judged.verdicts, palette({ isTTY: false })),
      gradeLine(judged),
    ].join('\n\n')
  return [
    heading,
    '',
    verdictsText(judged.verdicts, palette(screen), columnsOf(screen)),
    '',
    gradeLine(judged),
  ].join('\n')
}
