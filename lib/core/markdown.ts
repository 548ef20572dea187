/** Markdown source. Anything else that is put into `md` is text of someone else's, and escaped. */
export class Markdown {
  constructor(readonly source: string) {}
}
export type Inline = Markdown | string | number

/** Prose breaks before this many characters; one word that is longer stands alone. */
const WIDTH = 72
/** A cell longer than this does not make its column wider. */
const WIDEST_CELL = 48

// Emphasis, code, links, HTML, entities, tables, formulas, and addresses that a reader would turn into links by itself.
const MARKUP =
  /[\\`*[\]<|~$]|(?<![a-z0-9])_|_(?![a-z0-9])|&(?=#?\w+;)|:(?=\/\/)|(?<=\bwww)\.|(?<=[\w.+-])@(?=[\w-])/gi
// Would turn the direction of the text around them, and with it what a line seems to say.
const TURNING = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Text on one line, with everything that Markdown would take as inline markup escaped. */
export const escapeMarkdown = (text: string): string =>
  text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(TURNING, '\ufffd')
    .replace(MARKUP, '\\$&')

const sourceOf = (value: Inline) => (value instanceof Markdown ? value.source : escapeMarkdown(String(value)))

/** A template whose own words are Markdown and whose values are text, unless they are Markdown themselves. */
export const md = (parts: TemplateStringsArray, ...values: Inline[]): Markdown =>
  new Markdown(parts.reduce((all, part, i) => `${all}${sourceOf(values[i - 1]!)}${part}`))

export const join = (values: readonly Inline[], separator = ', '): Markdown =>
  new Markdown(values.map(sourceOf).join(separator))

/** "A", "A and B", "A, B and C". */
export const listed = (values: readonly Inline[]): Markdown =>
  values.length < 2 ? join(values) : md`${join(values.slice(0, -1))} and ${values[values.length - 1]!}`

/** A name that stands out. White space at its ends would undo the emphasis. */
export const strong = (text: string): Markdown => (text.trim() ? md`**${text.trim()}**` : md`${text}`)

/** An id, digest or address as code; text that code cannot hold stays text. */
export const code = (text: string): Markdown =>
  /^[\w.:/+@#={}-]+$/.test(text) ? new Markdown(`\`${text}\``) : md`${text}`

const width = (text: string) => [...text].length

/** At the start of a line these would begin a list, a heading, a quotation, a rule or a table. */
const atLineStart = (word: string) =>
  /^(?:>|#{1,6}$|[-+=:|]+$)/.test(word) ? `\\${word}` : word.replace(/^(\d{1,9})([.)])$/, '$1\\$2')

function wrap(content: Markdown, first = ''): string {
  const indent = ' '.repeat(first.length)
  const lines: string[] = []
  let line = ''
  for (const word of content.source.split(/ +/).filter(Boolean)) {
    const fits = line !== '' && width(indent) + width(line) + 1 + width(word) <= WIDTH
    if (line !== '' && !fits) lines.push(line)
    line = fits ? `${line} ${word}` : atLineStart(word)
  }
  return [...lines, line].map((text, i) => `${i ? indent : first}${text}`).join('\n')
}

export const paragraph = (content: Markdown): string => wrap(content)

export const bullets = (items: readonly Markdown[]): string =>
  items.map((item) => wrap(item, '- ')).join('\n')

export const numbered = (items: readonly Markdown[]): string =>
  items.map((item, i) => wrap(item, `${i + 1}. `)).join('\n')

/** A number sign at its end would be taken as the heading's own. */
export const heading = (level: number, content: Markdown): string =>
  `${'#'.repeat(level)} ${content.source.replace(/#+$/, '\\$&')}`

/** `right` are columns of numbers. */
export type Column = Inline | { right: Inline }

/** Columns as wide as their cells, so that the source is a table to the eye, too. */
export function table(columns: readonly Column[], rows: readonly (readonly Inline[])[]): string {
  const isRight = (i: number) => typeof columns[i] === 'object' && 'right' in columns[i]
  const heads = columns.map((c) => sourceOf(typeof c === 'object' && 'right' in c ? c.right : c))
  const cells = [heads, ...rows.map((row) => row.map(sourceOf))]
  const widths = heads.map((_, i) =>
    Math.max(3, ...cells.map((row) => width(row[i]!)).filter((w) => w <= WIDEST_CELL)),
  )
  const fill = (text: string, i: number) => {
    const space = ' '.repeat(Math.max(0, widths[i]! - width(text)))
    return isRight(i) ? `${space}${text}` : `${text}${space}`
  }
  const rule = widths.map((w, i) => (isRight(i) ? `${'-'.repeat(w - 1)}:` : '-'.repeat(w)))
  const [head, ...body] = cells.map((row) => row.map(fill))
  return [head!, rule, ...body].map((row) => `| ${row.join(' | ')} |`).join('\n')
}

/** Blocks with a blank line between them; empty ones are left out. */
export const document = (blocks: readonly string[]): string => `${blocks.filter(Boolean).join('\n\n')}\n`
