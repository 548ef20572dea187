import { isCriterionFile, readCriterionMessages, refuseNameless } from './criterion-json'
import type { Format } from './format'
import { FormatError } from './format-error'
import { tryJson } from './json'
import { readLibtest } from './libtest'
import { type Found, measured } from './measured'
import { estimate, printedNumber, quantity } from './printed'
import { isReport, linesOf } from './text-lines'
import { scaled } from './tool-unit'

type Quantities = [low: string, lowUnit: string, mid: string, unit: string, high: string, highUnit: string]

/** The three quantities behind `time:` or `thrpt:`; null for anything else, such as the three ratios of a change. */
function threeOf(line: string, label: string): { before: string; of: Quantities } | null {
  const at = line.lastIndexOf(`${label}:`)
  if (at < 0) return null
  const inside = /^\s*\[([^\]]*)\]/.exec(line.slice(at + label.length + 1))?.[1]
  const fields = inside?.trim().split(/\s+/) ?? []
  return fields.length === 6 && /\d/.test(fields[0]!)
    ? { before: line.slice(0, at).trim(), of: fields as Quantities }
    : null
}

export const isTimeLine = (line: string): boolean => threeOf(line, 'time') !== null

const time = (name: string, [low, lowUnit, mid, unit, high, highUnit]: Quantities): Found => ({
  name,
  is: estimate(quantity(mid, unit), quantity(low, lowUnit), quantity(high, highUnit)),
})

const SI: Record<string, number> = { '': 1, K: 1e3, M: 1e6, G: 1e9, T: 1e12 }
const BYTES: Record<string, number> = { '': 1, K: 1024, M: 1024 ** 2, G: 1024 ** 3, T: 1024 ** 4 }

/** Criterion scales each rate as it likes; so that runs compare, elements a second are ops/s and bytes a second MB/s. */
function rate(number: string, unit: string) {
  const value = printedNumber(number)
  const [, prefix = '', binary, kind] = /^([KMGT]?)(i?)(elem|B|b)\/s$/.exec(unit) ?? []
  if (kind === 'elem') return { value: scaled(value, SI[prefix]!), unit: 'ops/s' }
  if (kind === 'B') return { value: scaled(value, (binary ? BYTES : SI)[prefix]! / 1e6), unit: 'MB/s' }
  return { value, unit }
}

const throughput = (name: string, [low, lowUnit, mid, unit, high, highUnit]: Quantities): Found => {
  const [a, m, b] = [rate(low, lowUnit), rate(mid, unit), rate(high, highUnit)]
  const same = a.unit === m.unit && b.unit === m.unit
  return { name, measure: 'throughput', is: { ...m, ...(same && { low: a.value, high: b.value }) } }
}

const STEP =
  /: (?:Warming up for |Profiling for |Collecting \d+ samples|Analyzing$|Complete \(Analysis Disabled\)$)/
const begunBy = (line: string): string | null => {
  const name = /^Benchmarking (\S.*)$/.exec(line)?.[1]
  return name === undefined ? null : name.slice(0, STEP.exec(name)?.index ?? name.length)
}

/** What `cargo bench` prints of Criterion's benchmarks; one that began and gave no time is an error by name. */
function readReport(lines: readonly string[]): Found[] {
  const found: Found[] = []
  let begun: string | null = null
  let panic: string | null = null
  let last: string | null = null
  const giveUp = () => {
    if (begun !== null) found.push({ name: begun, is: { error: panic ?? 'began and gave no result' } })
    begun = null
    panic = null
  }
  lines.forEach((line, i) => {
    const timed = threeOf(line, 'time')
    const thrpt = timed ? null : threeOf(line, 'thrpt')
    const starts = begunBy(line)
    if (timed) {
      // a name of more than 23 characters has the line before to itself
      const above = (lines[i - 1] ?? '').trim()
      const name = timed.before || (begunBy(above) === null && above) || begun
      if (!name) throw new FormatError('gives a time, and no benchmark before it', `line ${i + 1}`)
      if (begun !== null && begun !== name) giveUp()
      found.push(time(name, timed.of))
      begun = null
      panic = null
      last = name
    } else if (thrpt && last) found.push(throughput(last, thrpt.of))
    else if (starts !== null) {
      if (begun !== null && begun !== starts) giveUp()
      begun = starts
    } else if (begun !== null && /^thread '.*panicked at /.test(line))
      panic = line.endsWith(':') ? `${line} ${(lines[i + 1] ?? '').trim()}` : line
  })
  giveUp()
  return found
}

export const criterion: Format = {
  name: 'criterion',
  title: 'Criterion.rs (cargo bench, cargo criterion --message-format=json)',
  detect: (text, json) =>
    isCriterionFile(text, json) ||
    (isReport(text, json, 'time:', 'Benchmarking ') &&
      linesOf(text).some((line) => isTimeLine(line) || (begunBy(line) && STEP.test(line)))),
  parse(text) {
    const json = tryJson(text)
    refuseNameless(json)
    const lines = linesOf(text)
    if (isCriterionFile(text, json)) return { measurements: measured(readCriterionMessages(lines)) }
    // one `cargo bench` runs benchmarks of both kinds
    return { measurements: measured([...readReport(lines), ...readLibtest(lines)]) }
  },
}
