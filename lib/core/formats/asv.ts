import * as z from 'zod'
import { skipped } from '../skipped'
import { MAX_MEASUREMENTS } from '../wire'
import { fitWords } from './fit'
import type { Format, Parsed } from './format'
import { FormatError } from './format-error'
import { instantOrNone } from './instant'
import { isRecord, readJson } from './json'
import { isLoose, looseNumber, strictJson } from './loose-json'
import { type Found, measured } from './measured'

const file = z.looseObject({
  commit_hash: z.string().min(1),
  date: z.number().nullish(),
  params: z.custom<Record<string, unknown>>(isRecord, 'must be an object').nullish(),
  python: z.unknown().optional(),
  result_columns: z.array(z.string()).nullish(),
  results: z.custom<Record<string, unknown>>(isRecord, 'must be an object'),
})
type Entry = Record<string, unknown>

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

/** One benchmark's entry by column: version 2 lists them, version 1 has an object, or the bare result. */
function entryOf(given: unknown, columns: string[] | null | undefined): Entry {
  if (columns && Array.isArray(given))
    return Object.fromEntries(columns.slice(0, given.length).map((c, i) => [c, given[i]]))
  return isRecord(given) ? given : { result: [given] }
}

/**
 * What the kind of benchmark says, which asv tells by the beginning of its name: times are in seconds, memory in bytes. The unit of a
 * tracked value is in benchmarks.json alone; here it is asv's own word for it.
 */
function unitOf(name: string): string {
  const own = name.slice(name.lastIndexOf('.') + 1)
  if (/^(?:time|timeraw)(?:_|(?=[A-Z]))/i.test(own)) return 's'
  return /^(?:mem|peakmem)(?:_|(?=[A-Z]))/i.test(own) ? 'B' : 'unit'
}

/** The combinations of parameters in the order of their results: the last varies fastest. */
function combinations(params: unknown[], place: string): string[] {
  const axes = params.map((values) => list(values).map(String))
  const size = axes.reduce((n, values) => n * values.length, 1)
  if (size > MAX_MEASUREMENTS)
    throw new FormatError(`holds ${size} results; a run takes at most ${MAX_MEASUREMENTS}`, place)
  if (axes.length === 0) return ['']
  return axes
    .reduce<string[][]>((all, values) => all.flatMap((head) => values.map((v) => [...head, v])), [[]])
    .map((values) => `(${values.join(', ')})`)
}

/** A result of one combination: its samples, else the number with asv's interval at 99%; null failed, NaN was skipped. */
function reading(unit: string, entry: Entry, i: number): Found['is'] {
  const result = list(entry.result)[i]
  const value = looseNumber(result)
  if (result === null || result === undefined) return { unit, error: 'failed' }
  if (Number.isNaN(value)) return { unit, error: skipped() }
  if (value === undefined) return { unit, error: 'the file gives no number' }
  const samples = list(list(entry.samples)[i]).map(looseNumber)
  if (samples.length > 0 && samples.every((v) => v !== undefined))
    return { unit, samples: samples as number[] }
  const stats = list(entry.stats)[i]
  const [low, high] = isRecord(stats)
    ? list(stats.ci_99)
    : [list(entry.stats_ci_99_a)[i], list(entry.stats_ci_99_b)[i]]
  return { unit, value, low: looseNumber(low), high: looseNumber(high) }
}

function benchmark(name: string, entry: Entry): Found[] {
  const place = `results.${name}`
  const names = combinations(list(entry.params), place)
  const results = list(entry.result)
  if (results.length > 0 && results.length !== names.length)
    throw new FormatError(`has ${results.length} results for ${names.length} parameters`, place)
  const unit = unitOf(name)
  return names.map((combination, i) => ({ name: name + combination, is: reading(unit, entry, i) }))
}

/** `ram` is left out: it is in kB on Linux, in bytes on macOS, and in words where somebody wrote it. */
function environment(params: Record<string, unknown>, python: unknown): Parsed['environment'] {
  const cores = Number(params.num_cpu || Number.NaN)
  const version = fitWords(python ?? params.python)
  return {
    cpu: fitWords(params.cpu),
    ...(cores > 0 && Number.isFinite(cores) && { cores }),
    os: fitWords(params.os),
    runtime: version && `Python ${version}`,
  }
}

const isResults = (json: unknown) => isRecord(json) && 'commit_hash' in json && isRecord(json.results)

export const asv: Format = {
  name: 'asv',
  title: 'airspeed velocity (a result file of asv run)',
  detect: (text, json) => isResults(json) || isLoose(text, json, 'commit_hash', isResults),
  parse(text) {
    const data = readJson(strictJson(text), file)
    const entries = Object.entries(data.results).map(
      ([name, given]) => [name, entryOf(given, data.result_columns)] as const,
    )
    const starts = entries.flatMap(([, { started_at: at }]) => (typeof at === 'number' && at > 0 ? [at] : []))
    const startedAt = instantOrNone(String(starts.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)))
    const commitAt = data.date == null ? null : instantOrNone(String(data.date))
    return {
      measurements: measured(entries.flatMap(([name, entry]) => benchmark(name, entry))),
      ...(startedAt && { startedAt }),
      commit: data.commit_hash,
      ...(commitAt && { commitAt }),
      environment: environment(data.params ?? {}, data.python),
    }
  },
}
