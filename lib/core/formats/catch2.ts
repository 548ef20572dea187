import type { Format } from './format'
import { type Found, measured } from './measured'
import { estimate, quantity } from './printed'
import { isReport, linesOf } from './text-lines'

const HEADER = /^\s*benchmark name\s+samples\s+iterations\s+(est run time|estimated|mean)\s*$/
/** "100  208  7.1968 ms" at the end of a benchmark's first line; without analysis, its mean. */
const COUNTS = /(?:^|\s)(\d+)\s+(\d+)\s+(\S+) (ns|us|ms|s|m)$/
const FAILED = 'Benchmark failed ('
const RULE = /^-{20,}$/
const MOST_TITLE = 40

const time = (number: string, unit: string) => quantity(number, unit === 'm' ? 'min' : unit)

type Table = { analysed: boolean; width: number }

/** Three times with their units: a mean and its interval, or a deviation and its own. */
function threeTimes(line: string) {
  const f = line.trim().split(/\s+/)
  return f.length === 6 && [1, 3, 5].every((i) => /^(?:ns|us|ms|s|m)$/.test(f[i]!))
    ? estimate(time(f[0]!, f[1]!), time(f[2]!, f[3]!), time(f[4]!, f[5]!))
    : null
}

/** A long name is wrapped: at a space, or within a word, where a hyphen fills the column. */
const joined = (parts: string[], width: number) =>
  parts.reduce((whole, part, i) => {
    const cut = parts[i - 1]!.endsWith('-') && parts[i - 1]!.length === width - 2
    return cut ? whole.slice(0, -1) + part : `${whole} ${part}`
  })

/** Test case and sections that stand between two rules; none when no rule follows. */
function titleAt(lines: readonly string[], from: number): string[] {
  const end = lines.slice(from, from + MOST_TITLE).findIndex((line) => RULE.test(line.trim()))
  return end > 0 ? lines.slice(from, from + end).map((line) => line.trim()) : []
}

function readRows(lines: readonly string[]): Found[] {
  const rows: Found[] = []
  let table: Table | null = null
  let testCase = ''
  let name: string[] = []
  let begun: string | null = null
  const end = (is: Found['is']) => {
    rows.push({ name: begun || testCase, labels: [testCase], is })
    begun = null
    name = []
  }
  const giveUp = () => {
    if (begun !== null) end({ error: 'began and gave no result' })
    name = []
  }
  const begin = (last: string, width: number) => {
    if (last) name.push(last)
    begun = name.length > 0 ? joined(name, width) : ''
  }
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]!.trimEnd()
    const header = HEADER.exec(line)
    if (header || /^[-~=.]{20,}$/.test(line)) giveUp()
    if (header) {
      const analysed = header[1] !== 'mean'
      // without analysis the titles are set to the right, five spaces into their columns
      table = { analysed, width: line.indexOf('samples') - (analysed ? 0 : 5) }
      // the head of a table ends with a rule, after the names of its second and third lines
      i += lines.slice(i + 1, i + 4).findIndex((l) => RULE.test(l.trim())) + 1
    } else if (/^[-~=.]{20,}$/.test(line)) {
      const title = line.startsWith('-') ? titleAt(lines, i + 1) : []
      if (title.length > 0) testCase = title.join('/')
      i += title.length > 0 ? title.length + 1 : 0
      table = null
    } else if (table) {
      const failed = line.indexOf(FAILED)
      const counts = COUNTS.exec(line)
      const times = begun !== null && threeTimes(line)
      if (failed >= 0) {
        if (begun === null) begin(line.slice(0, failed).trim(), table.width)
        end({ error: line.slice(failed) })
      } else if (times) end(times)
      else if (counts) {
        if (begun !== null) end({ error: 'began and gave no result' })
        begin(line.slice(0, counts.index).trim(), table.width)
        if (!table.analysed) end(time(counts[3]!, counts[4]!))
      } else if (begun === null && /^\S/.test(line)) name.push(line)
      else if (line === '') name = []
    }
  }
  giveUp()
  return rows
}

export const catch2: Format = {
  name: 'catch2',
  title: 'Catch2 benchmarks (console reporter, v2 and v3)',
  detect: (text, json) =>
    isReport(text, json, 'benchmark name') && linesOf(text).some((line) => HEADER.test(line)),
  parse: (text) => ({ measurements: measured(readRows(linesOf(text))) }),
}
