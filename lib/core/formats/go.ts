import { fitWords } from './fit'
import type { Format, Parsed } from './format'
import { GO_RESULT, GO_VERDICT, type GoLine, type GoPackage, type GoReport, readGo } from './go-lines'
import { isGoStream, readGoStream } from './go-stream'
import { goMeasure, goNumber, goUnit } from './go-units'
import { instantOrNone } from './instant'
import { type Found, measured } from './measured'
import { isReport, linesOf } from './text-lines'
import { inUnit } from './tool-unit'

const SUFFIX = /-(\d+)$/

/** GOMAXPROCS, which Go puts behind every name unless it is 1; null when not all names end in the same number. */
function processors(packages: readonly GoPackage[]): string | null {
  const suffixes = new Set<string | undefined>()
  for (const { lines } of packages)
    for (const { name, pairs } of lines) if (pairs.length > 0) suffixes.add(SUFFIX.exec(name)?.[1])
  return suffixes.size === 1 ? ([...suffixes][0] ?? null) : null
}

/** One measurement a name and unit: every repeat (`-count`) is a sample, and any that broke makes its name an error. */
function found(packages: readonly GoPackage[], procs: string | null): Found[] {
  const many = new Set(packages.map((p) => p.name)).size > 1
  const all = new Map<string, Found>()
  const take = (name: string, { pairs, fault }: GoLine) => {
    // Go tells of a failure twice when it is verbose; the first has the reason
    if (fault !== undefined && all.get(name)?.is.error === undefined)
      all.set(name, { name, is: { error: fault } })
    for (const [value, said] of pairs) {
      const measure = goMeasure(said)
      const key = measure === undefined ? name : `${name}/${measure}`
      const known = all.get(key)?.is
      const unit = goUnit(said)
      const sample = inUnit(goNumber(value), unit)
      if (known?.error !== undefined) continue
      if (known) known.samples!.push(sample)
      else
        all.set(key, {
          name,
          ...(measure !== undefined && { measure }),
          is: { ...(unit.unit && { unit: unit.unit }), samples: [sample] },
        })
    }
  }
  for (const { name: pkg, lines } of packages)
    for (const line of lines) {
      const own = procs && line.name.endsWith(`-${procs}`) ? line.name.replace(SUFFIX, '') : line.name
      take(many && pkg && own !== pkg ? `${pkg}.${own}` : own, line)
    }
  return [...all.values()]
}

function environment(config: GoReport['config'], procs: string | null): Parsed['environment'] {
  const os = [config.get('goos'), config.get('goarch')].filter(Boolean).join(' ')
  return {
    ...(os && { os: fitWords(os) }),
    ...(config.get('cpu') && { cpu: fitWords(config.get('cpu')) }),
    ...(procs && { gomaxprocs: Number(procs) }),
  }
}

export const go: Format = {
  name: 'go',
  title: 'Go benchmarks (go test -bench, with or without -json)',
  detect: (text, json) => {
    if (!isReport(text, json, 'Benchmark')) return false
    const lines = linesOf(text)
    return isGoStream(lines) || lines.some((line) => GO_RESULT.test(line) || GO_VERDICT.test(line))
  },
  parse(text) {
    const lines = linesOf(text)
    const stream = isGoStream(lines) ? readGoStream(lines) : null
    const { packages, config } = stream ?? readGo(lines, (i) => `line ${i + 1}`)
    const procs = processors(packages)
    const at = config.get('commit-time')
    return {
      measurements: measured(found(packages, procs)),
      ...(stream?.startedAt && { startedAt: stream.startedAt }),
      ...(config.get('commit') && { commit: config.get('commit')! }),
      ...(at && { commitAt: instantOrNone(at)! }),
      ...(config.get('branch') && { branch: config.get('branch')! }),
      environment: environment(config, procs),
    }
  },
}
