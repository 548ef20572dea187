import { skipped } from '../skipped'
import { FormatError } from './format-error'
import { type GoReport, readGo } from './go-lines'
import { instantOrNone } from './instant'
import { isRecord } from './json'
import { jsonLines } from './text-lines'

const ACTION = /^\s*\{.*"Action":"/
const FAULTS: Record<string, string> = { fail: 'failed', skip: skipped() }

/** Whether these are the events of `go test -json` (test2json), one JSON object a line. */
export const isGoStream = (lines: readonly string[]): boolean =>
  lines
    .slice(0, 50)
    .some((line) => ACTION.test(line) && /"(?:Package|ImportPath|Test|Output|Time)":/.test(line))

/** Reads the output of each package by itself: `go test` runs several at once, and cuts a benchmark's line in two. */
export function readGoStream(lines: readonly string[]): GoReport & { startedAt?: string } {
  const outputs = new Map<string, string[]>()
  const verdicts = new Map<string, { name: string; fault: string }[]>()
  let startedAt: string | undefined
  jsonLines(lines).forEach((event, i) => {
    if (event === null && /^\s*\{"/.test(lines[i]!))
      throw new FormatError('is not JSON here', `line ${i + 1}`)
    // a build that failed is told beside the events
    const unbuilt = event === null ? /^FAIL\s+(\S+) \[/.exec(lines[i]!)?.[1] : undefined
    if (unbuilt) push(outputs, unbuilt, lines[i]!)
    if (!isRecord(event) || typeof event.Action !== 'string') return
    const pkg = typeof event.Package === 'string' ? event.Package : ''
    if (typeof event.Time === 'string') startedAt ??= instantOrNone(event.Time) ?? undefined
    if (event.Action === 'output' && typeof event.Output === 'string') push(outputs, pkg, event.Output)
    const fault = Object.hasOwn(FAULTS, event.Action) ? FAULTS[event.Action] : undefined
    if (fault && typeof event.Test === 'string' && /^Benchmark(?!\p{Ll})/u.test(event.Test))
      push(verdicts, pkg, { name: event.Test, fault })
  })
  const config: GoReport['config'] = new Map()
  const packages = [...new Set([...outputs.keys(), ...verdicts.keys()])].flatMap((pkg) => {
    const output = (outputs.get(pkg) ?? []).join('').split(/\r?\n/)
    const report = readGo(output, (i) => `line ${i + 1} of what ${pkg || 'the package'} printed`)
    for (const [key, value] of report.config)
      config.set(key, config.has(key) && config.get(key) !== value ? '' : value)
    const printed = report.packages.flatMap((p) => p.lines)
    // a verdict without a word of output
    const silent = (verdicts.get(pkg) ?? []).filter(
      ({ name }) => !printed.some((l) => l.name === name || l.name.replace(/-\d+$/, '') === name),
    )
    const all = [...printed, ...silent.map((v) => ({ ...v, pairs: [] }))]
    return all.length > 0 ? [{ name: pkg || null, lines: all }] : []
  })
  return { packages, config, ...(startedAt && { startedAt }) }
}

const push = <T>(map: Map<string, T[]>, key: string, value: T) => {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}
