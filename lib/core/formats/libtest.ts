import { isSkipped, skipped } from '../skipped'
import type { Format } from './format'
import { isRecord } from './json'
import { type Found, measured } from './measured'
import { printedNumber, quantity } from './printed'
import { isReport, jsonLines, linesOf } from './text-lines'

const BENCH = /^bench: +(\S+) (\S+) \(\+\/- [^)]*\)(?: = (\S+) MB\/s)?/
const EVENT = /^\s*\{ ?"type": ?"(?:bench|test)", ?"(?:name|event)": ?"/

/** "test NAME ... RESULT", without trying every way to part its spaces. */
function testOf(line: string): [name: string, result: string] | null {
  const at = line.indexOf(' ...')
  const start = line.trimStart()
  if (at < 0 || !start.startsWith('test ')) return null
  const name = line.slice(line.length - start.length + 5, at).trim()
  return name === '' ? null : [name, line.slice(at + 4).trim()]
}

/** Whether a line is the result of a benchmark of libtest, or of a tool that prints like it. */
export const isBenchLine = (line: string): boolean => BENCH.test(testOf(line)?.[1] ?? '')

/** The median of a `bench:` line; what it calls +/- is max - min, no interval. */
function benchOf(name: string, [, number, per, mbs]: RegExpExecArray): Found[] {
  const time = { name, is: quantity(number!, per!.replace(/\/iter$/, '')) }
  return mbs === undefined
    ? [time]
    : [time, { name, measure: 'throughput', is: { unit: 'MB/s', value: printedNumber(mbs) } }]
}

/** First lines that a failed benchmark printed, by name: `---- NAME stdout ----`. */
function reasons(lines: readonly string[]): Map<string, string> {
  const found = new Map<string, string>()
  lines.forEach((line, i) => {
    const name = /^\s*---- (.+) stdout ----$/.exec(line)?.[1]
    if (name === undefined) return
    const said = lines.slice(i + 1, i + 4).filter((l) => l.trim() !== '' && !/^note: run with/.test(l))
    found.set(name, (said[0]?.endsWith(':') ? `${said[0]} ${said[1] ?? ''}` : (said[0] ?? '')).trim())
  })
  return found
}

/**
 * What libtest's lines tell. `cargo bench` prints every unit test as ignored, so a target that measured nothing is one of tests; what is
 * ignored beside benchmarks is named.
 */
export function readLibtest(lines: readonly string[]): Found[] {
  const why = reasons(lines)
  const found: Found[] = []
  let ignored: Found[] = []
  let begun: string | null = null
  let isBenches = false
  const close = () => {
    if (begun !== null && isBenches) found.push({ name: begun, is: { error: 'began and gave no result' } })
    if (isBenches) for (const one of ignored) found.push(one)
    ignored = []
    begun = null
    isBenches = false
  }
  for (const line of lines) {
    const [name, result] = testOf(line) ?? []
    const bench = BENCH.exec(result ?? line.trimStart())
    const of = name ?? begun
    if (bench && of) {
      found.push(...benchOf(of, bench))
      isBenches = true
      begun = null
    } else if (/^FAILED\b/.test(result ?? '')) {
      const reason = why.get(name!)
      found.push({ name: name!, is: { error: reason ? `${result}: ${reason}` : result! } })
      isBenches = true
    } else if (/^ignored\b/.test(result ?? '')) ignored.push({ name: name!, is: { error: skipped(result) } })
    else if (name && !/^ok\b/.test(result!)) begun = name
    else if (/^(?:test result: |running \d+ )/.test(line)) close()
  }
  close()
  return found
}

/** What one event of `--format json` tells. */
function eventOf({ name, type, event, median, mib_per_second: mibs }: Record<string, unknown>): Found[] {
  if (typeof name !== 'string') return []
  if (type === 'bench')
    return [
      { name, is: { unit: 'ns', value: typeof median === 'number' ? median : Number.NaN } },
      ...(typeof mibs === 'number'
        ? [{ name, measure: 'throughput', is: { unit: 'MB/s', value: mibs } }] // so named, and computed as MB/s
        : []),
    ]
  if (type !== 'test') return []
  if (event === 'ignored') return [{ name, is: { error: skipped('ignored') } }]
  return event === 'failed' ? [{ name, is: { error: 'failed' } }] : []
}

/** The events of each target, one a line; of a target where all was ignored, nothing, as above. */
function readEvents(lines: readonly string[]): Found[] {
  const targets: Found[][] = [[]]
  for (const event of jsonLines(lines)) {
    if (!isRecord(event)) continue
    if (event.type === 'suite' && event.event === 'started') targets.push([])
    for (const one of eventOf(event)) targets.at(-1)!.push(one)
  }
  return targets.filter((found) => found.some(({ is }) => !isSkipped(is.error))).flat()
}

export const libtest: Format = {
  name: 'libtest',
  title: 'Rust libtest benchmarks (cargo +nightly bench)',
  detect: (text, json) => {
    if (!isReport(text, json, 'bench')) return false
    const lines = linesOf(text)
    if (lines.some((line) => EVENT.test(line))) return text.includes('"bench"')
    return lines.some(isBenchLine) && !/\btime: +\[/.test(text)
  },
  parse(text) {
    const lines = linesOf(text)
    const events = lines.some((line) => EVENT.test(line))
    return { measurements: measured(events ? readEvents(lines) : readLibtest(lines)) }
  },
}
