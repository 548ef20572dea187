export type Align = 'left' | 'right'
export type Cell = { text: string; paint?: (s: string) => string }
export type Column = { title: string; align: Align }

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })

/** Columns a terminal gives to a text: two for East Asian and emoji, one for a letter with all its marks. */
export function widthOf(text: string): number {
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1
  return width
}

function pad(cell: Cell, width: number, align: Align): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(cell.text)))
  const text = cell.paint ? cell.paint(cell.text) : cell.text
  return align === 'right' ? space + text : text + space
}

/** Aligned columns for a terminal. */
export function textTable(columns: Column[], rows: Cell[][], paintHead = (s: string) => s): string {
  const head = columns.map((c) => ({ text: c.title, paint: paintHead }))
  const widths = columns.map((_, i) => Math.max(...[head, ...rows].map((row) => widthOf(row[i]?.text ?? ''))))
  const line = (cells: Cell[]) =>
    columns
      .map((c, i) => pad(cells[i] ?? { text: '' }, widths[i] ?? 0, c.align))
      .join('  ')
      .trimEnd()
  return [head, ...rows].map(line).join('\n')
}

const escapeMarkdown = (s: string) => s.replace(/[\\|`*_<>[\]]/g, '\\$&')

/** The same as a Markdown table. */
export function markdownTable(columns: Column[], rows: Cell[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [
    line(columns.map((c) => c.title)),
    line(columns.map((c) => (c.align === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(columns.map((_, i) => escapeMarkdown(row[i]?.text ?? '')))),
  ].join('\n')
}
