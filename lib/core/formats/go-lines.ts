import { skipped } from '../skipped'
import { FormatError } from './format-error'
import { instantOrNone } from './instant'

/** A benchmark's line, or what went wrong with it. Values are kept as printed, with their units. */
export type GoLine = { name: string; pairs: [value: string, unit: string][]; fault?: string }
/** What one package printed. */
export type GoPackage = { name: string | null; lines: GoLine[] }
export type GoReport = { packages: GoPackage[]; config: Map<string, string> }

const NAME = 'Benchmark(?:[^\\p{Ll}\\s]\\S*)?'
export const GO_RESULT = new RegExp(`^\\s*(${NAME})\\s+\\d+\\s+([-+\\d.N]\\S*\\s.*)$`, 'u')
export const GO_VERDICT = new RegExp(`--- (FAIL|SKIP): (${NAME})`, 'u')
/** A name whose line does not go on with a result: the benchmark printed something, or broke. */
const BEGUN = new RegExp(`^\\s*(${NAME})[^\\S\\t]*(\\t\\s*|$)(.*)$`, 'u')
const REST = /^\s*\d+\s+([-+\d.N]\S*\s.*)$/
const CONFIG = /^\s*(goos|goarch|cpu|pkg|commit|commit-time|branch):[ \t]+(.*)$/
const NUMBER = /^(?:[+-]?[\d.]|NaN$|[+-]?Inf$)/

/** "1423 ns/op  0 B/op" in pairs; null when it does not begin with one. What a benchmark logs behind them is left. */
function pairsOf(text: string, place: string): GoLine['pairs'] | null {
  const fields = text.trim().split(/\s+/)
  const pairs: GoLine['pairs'] = []
  for (let i = 0; i < fields.length && NUMBER.test(fields[i]!); i += 2) {
    const unit = fields[i + 1]
    if (unit !== undefined && NUMBER.test(unit)) break
    if (unit === undefined && i > 0) throw new FormatError('ends with a number without a unit', place)
    if (unit !== undefined) pairs.push([fields[i]!, unit])
  }
  return pairs.length > 0 ? pairs : null
}

/** "[build failed]" and a test's failure are reasons; the seconds it took are none. */
const packageFault = (cause: string) =>
  ['the package failed', cause.replace(/^\s*[\d.]+s\b|^\s*\[|\]\s*$/g, '').trim()].filter(Boolean).join(': ')

/** Reads what `go test -bench` prints. `placeOf` says where a line is, counted from 0. Throws FormatError. */
export function readGo(lines: readonly string[], placeOf: (line: number) => string): GoReport {
  const config = new Map<string, string>()
  const packages: GoPackage[] = []
  let current: GoPackage = { name: null, lines: [] }
  let begun: (GoLine & { sure: boolean }) | null = null
  let broken: GoLine | null = null
  /** what a verbose run prints of a benchmark before its verdict */
  let said: string | null = null
  /** why the package failed, where it is no benchmark of it */
  let cause: string | null = null

  const add = (name: string, pairs: GoLine['pairs'], fault?: string) => {
    if (begun?.sure && begun.name !== name) giveUp()
    begun = null
    said = null
    current.lines.push({ name, pairs, ...(fault && { fault }) })
  }
  const giveUp = () => {
    if (begun?.sure)
      current.lines.push({ name: begun.name, pairs: [], fault: begun.fault ?? 'began and gave no result' })
    begun = null
  }
  const close = (name: string | null) => {
    giveUp()
    broken = null
    cause = null
    current.name ??= name
    if (current.lines.length > 0) packages.push(current)
    current = { name: null, lines: [] }
  }
  const set = (key: string, value: string, i: number) => {
    if (key === 'commit' && config.has(key) && config.get(key) !== value)
      throw new FormatError(
        'is of another commit than the lines before; send each as its own run',
        placeOf(i),
      )
    if (key === 'commit-time' && instantOrNone(value) === null)
      throw new FormatError('is not a time', placeOf(i))
    // said twice, and differently: it holds for neither
    config.set(key, config.has(key) && config.get(key) !== value ? '' : value)
  }

  lines.forEach((line, i) => {
    const result = GO_RESULT.exec(line)
    const pairs = result && pairsOf(result[2]!, placeOf(i))
    if (pairs) {
      add(result[1]!, pairs)
      return
    }
    const verdict = GO_VERDICT.exec(line)
    if (verdict) {
      const why = begun?.name === verdict[2] ? said : null
      const failed = why ? `failed: ${why}` : 'failed'
      add(verdict[2]!, [], verdict[1] === 'SKIP' ? skipped(why) : failed)
      broken = current.lines.at(-1)!
      return
    }
    if (broken) {
      if (/^\s+\S/.test(line) && !broken.fault!.includes(': ')) broken.fault += `: ${line.trim()}`
      broken = null
    }
    const [, key, value] = CONFIG.exec(line) ?? []
    if (key === 'pkg') {
      close(null)
      current.name = value!.trim()
      return
    }
    if (key) {
      set(key, value!.trim(), i)
      return
    }
    const end = /^(ok|FAIL|\?)\s+(\S+)(.*)$/.exec(line)
    if (end) {
      const unnamed = !current.lines.some((l) => l.fault) && !begun?.sure
      if (end[1] === 'FAIL' && unnamed)
        current.lines.push({ name: end[2]!, pairs: [], fault: packageFault(cause ?? end[3]!) })
      close(end[2]!)
      return
    }
    const name = BEGUN.exec(line)
    if (name) {
      if (begun?.sure) giveUp()
      const panics = name[3]!.startsWith('panic: ')
      said = null
      begun = { name: name[1]!, pairs: [], sure: name[2] !== '', ...(panics && { fault: name[3] }) }
      return
    }
    const test = /--- FAIL: (\S+)/.exec(line)?.[1]
    const panic = /^(?:panic|fatal error): /.test(line) ? line : null
    if (panic || test) cause ??= panic ?? `${test} failed`
    if (/^\s+\S/.test(line)) said = line.trim()
    if (!begun) return
    const rest = REST.exec(line)
    const late = rest && pairsOf(rest[1]!, placeOf(i))
    if (late) add(begun.name, late)
    else if (panic) begun = { ...begun, sure: true, fault: panic }
  })
  close(null)
  return { packages, config }
}
