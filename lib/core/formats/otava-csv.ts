import { csvRows } from './csv'
import { fitWords } from './fit'
import type { Format } from './format'
import { FormatError } from './format-error'
import { instantOrNone } from './instant'
import { type Found, measured } from './measured'
import { isReport } from './text-lines'

type Row = { line: number; fields: string[] }

const TIME = /^(?:time|timestamp|date|datetime|commit_?time|commit_?date)$/i
/** Columns that say what a row is of, though some look like numbers. */
const ATTRIBUTE =
  /^(?:commit|commit_?(?:hash|id|sha|time|date|ts)|sha|hash|revision|branch|version|tag|build(?:_?\w+)?|run(?:_?\w+)?)$/i
const COMMIT = /^(?:commit|commit_?(?:hash|id|sha)|sha|revision)$/i
const NUMBER = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i

/** Otava takes delimiter and quote from its configuration; a file shows them in its first line. */
function dialect(text: string): { delimiter: string; quote: string } {
  const head = text.slice(0, Math.max(0, text.indexOf('\n')) || text.length)
  const delimiter = [',', ';', '\t', '|'].reduce((a, b) =>
    head.split(b).length > head.split(a).length ? b : a,
  )
  const quoted = (q: string) =>
    text.startsWith(q) || text.includes(`${delimiter}${q}`) || text.includes(`\n${q}`)
  const ends = [`'${delimiter}`, "'\n", "'\r\n"].some((end) => text.includes(end)) || text.endsWith("'")
  return { delimiter, quote: !quoted('"') && ends && quoted("'") ? "'" : '"' }
}

const rowsOf = (text: string) => {
  const plain = text.replace(/^\uFEFF/, '')
  const { delimiter, quote } = dialect(plain)
  return csvRows(plain, delimiter, quote)
}

const numberOf = (cell: string | undefined) => {
  const text = (cell ?? '').trim()
  return NUMBER.test(text) ? Number(text) : Number.NaN
}

/** The newest row, of several with its time the last; and which columns hold a number anywhere. */
function readSeries(text: string) {
  let header: string[] | null = null
  let timeAt = -1
  let newest: (Row & { at: string }) | null = null
  const numeric = new Set<number>()
  for (const row of rowsOf(text)) {
    const { line, fields, isOpen } = row
    if (isOpen) throw new FormatError('has a quote without its end', `line ${line}`)
    if (header === null) {
      header = fields.map((name) => name.trim())
      timeAt = header.findIndex((name) => TIME.test(name))
      if (timeAt < 0) throw new FormatError('names no time column', `line ${line}`)
      continue
    }
    if (fields.length < header.length)
      throw new FormatError(`has ${fields.length} fields for ${header.length} columns`, `line ${line}`)
    const at = instantOrNone(fields[timeAt]!)
    if (at === null) throw new FormatError('gives no time we can read', `line ${line}`)
    if (newest === null || at >= newest.at) newest = { line, fields, at }
    for (let i = 0; i < header.length; i++)
      if (!numeric.has(i) && NUMBER.test(fields[i]!.trim())) numeric.add(i)
  }
  if (header === null || newest === null)
    throw new FormatError('holds no row of measurements', 'the document')
  return { header, timeAt, newest, numeric }
}

const isSeries = (text: string): boolean => {
  const [head, first] = firstRows(text)
  if (!head || !first || head.fields.length < 2 || first.fields.length < head.fields.length) return false
  const names = head.fields.map((name) => name.trim())
  const timeAt = names.findIndex((name) => TIME.test(name))
  // other tools' tables have a column of times too, and by another name
  const isSure = names[timeAt]?.toLowerCase() === 'time' || names.some((name) => COMMIT.test(name))
  return (
    timeAt >= 0 &&
    isSure &&
    instantOrNone(first.fields[timeAt]!) !== null &&
    first.fields.some(
      (cell, i) => i !== timeAt && !ATTRIBUTE.test(names[i] ?? '') && !Number.isNaN(numberOf(cell)),
    )
  )
}

function firstRows(text: string): Row[] {
  const rows = rowsOf(text.slice(0, 65_536))
  return [rows.next().value, rows.next().value].filter((row) => row !== undefined)
}

export const otavaCsv: Format = {
  name: 'otava-csv',
  title: 'CSV as Apache Otava reads it (the newest row)',
  detect: (text, json) => isReport(text, json) && isSeries(text),
  parse(text) {
    const { header, timeAt, newest, numeric } = readSeries(text)
    const cell = (is: RegExp) => {
      const at = header.findIndex((name) => is.test(name))
      return at < 0 ? null : fitWords(newest.fields[at])
    }
    const found = header.flatMap((name, i): Found[] => {
      if (i === timeAt || !numeric.has(i) || ATTRIBUTE.test(name)) return []
      const shared = { name: name || `column ${i + 1}` }
      const given = newest.fields[i]!.trim()
      if (NUMBER.test(given)) return [{ ...shared, is: { value: numberOf(given) } }]
      const error = given === '' ? 'the newest row gives no value' : `the newest row gives ${given}`
      return [{ ...shared, is: { error } }]
    })
    if (found.length === 0)
      throw new FormatError('has no column of numbers beside the time', `line ${newest.line}`)
    const [commit, branch] = [cell(COMMIT), cell(/^branch$/i)]
    return {
      measurements: measured(found),
      startedAt: newest.at,
      ...(commit && { commit }),
      ...(branch && { branch }),
    }
  },
}
