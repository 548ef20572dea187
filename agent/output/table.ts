export type Align = 'left' | 'right'
export type Cell = { text: string; paint?: (s: string) => string }
export type Column = { title: string; align: Align }

const WIDE =
  /\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u
/** Made late: it costs milliseconds, and most tables are plain. */
let graphemes: Intl.Segmenter | undefined

/** Columns a terminal gives to a text: two for East Asian and emoji, one for a letter with all its marks. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length
  graphemes ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  let width = 0
  for (const { segment } of graphemes.segment(text)) width += WIDE.test(segment) ? 2 : 1
  return width
}

function pad(cell: Cell, width: number, align: Align): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(cell.text)))
  const text = cell.paint ? cell.paint(cell.text) : cell.text
  return align === 'right' ? space + text : text + space
}

const GAP = '  '

const widthsOf = (columns: Column[], rows: Cell[][]) =>
  columns.map((c, i) => Math.max(widthOf(c.title), ...rows.map((row) => widthOf(row[i]?.text ?? ''))))

/** Columns of a terminal that the table takes. */
export const tableWidth = (columns: Column[], rows: Cell[][]) =>
  widthsOf(columns, rows).reduce((sum, width) => sum + width, GAP.length * (columns.length - 1))

/** Aligned columns for a terminal. */
export function textTable(columns: Column[], rows: Cell[][], paintHead = (s: string) => s): string {
  const head = columns.map((c) => ({ text: c.title, paint: paintHead }))
  const widths = widthsOf(columns, rows)
  const line = (cells: Cell[]) =>
    columns
      .map((c, i) => pad(cells[i] ?? { text: '' }, widths[i] ?? 0, c.align))
      .join(GAP)
      .trimEnd()
  return [head, ...rows].map(line).join('\n')
}

/** A sentence on lines of at most `width` columns where its words allow that, the first indented by two, the rest by four. */
export function wrap(text: string, width: number): string {
  const lines: string[] = []
  let line = ' '
  for (const word of text.split(' ')) {
    if (line.trim() && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line)
      line = '   '
    }
    line += ` ${word}`
  }
  return [...lines, line].join('\n')
}

export const escapeMarkdown = (s: string) => s.replace(/[\\|`*_<>[\]]/g, '\\$&')

/** The same as a Markdown table. */
export function markdownTable(columns: Column[], rows: Cell[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`
  return [
    line(columns.map((c) => c.title)),
    line(columns.map((c) => (c.align === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(columns.map((_, i) => escapeMarkdown(row[i]?.text ?? '')))),
  ].join('\n')
}
