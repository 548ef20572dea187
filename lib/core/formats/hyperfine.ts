import * as z from 'zod'
import { tQuantile } from '../intervals'
import { anyList, checkedEach, positive } from './checked'
import type { Format } from './format'
import { isRecord, readJson } from './json'
import { type Found, measured } from './measured'

const result = z.looseObject({
  command: z.string(),
  mean: positive.nullish(),
  stddev: positive.nullish(),
  median: positive.nullish(),
  times: z.array(positive).nullish(),
  memory_usage_byte: z.array(positive).nullish(),
  exit_codes: z.array(z.number().nullable()).nullish(),
  parameters: z.record(z.string(), z.union([z.string(), z.number()])).nullish(),
  /** before 1.9 */
  parameter: z.union([z.string(), z.number()]).nullish(),
})
type Result = z.infer<typeof result>

/** With --ignore-failure a program may end as it likes, but one that the shell did not find has not been measured. */
function neverRan({ exit_codes: codes }: Result): string | null {
  if (!codes?.length || !codes.every((c) => c === 126 || c === 127)) return null
  return `the command could not be run (exit code ${codes[0]})`
}

/** Seconds. The standard deviation is null after one run. */
function time(r: Result): Found['is'] {
  const failed = neverRan(r)
  if (failed) return { error: failed }
  if (r.times?.length) return { unit: 's', samples: r.times }
  const value = r.mean ?? r.median
  if (typeof value !== 'number') return { error: 'the file gives no time for this command' }
  const runs = r.exit_codes?.length ?? 0
  if (typeof r.mean !== 'number' || !r.stddev || runs < 2) return { unit: 's', value }
  const half = (tQuantile(0.975, runs - 1) * r.stddev) / Math.sqrt(runs)
  return { unit: 's', value, low: value - half, high: value + half }
}

function found(r: Result): Found[] {
  const said = Object.entries(r.parameters ?? {}).map(([key, value]) => `${key}=${value}`)
  const labels = [said.join(', ') || String(r.parameter ?? '')]
  const all: Found[] = [{ name: r.command, labels, is: time(r) }]
  if (r.memory_usage_byte?.length && !neverRan(r))
    all.push({ name: r.command, measure: 'memory', labels, is: { unit: 'B', samples: r.memory_usage_byte } })
  return all
}

export const hyperfine: Format = {
  name: 'hyperfine',
  title: 'hyperfine (--export-json)',
  detect: (_, json) =>
    isRecord(json) &&
    Array.isArray(json.results) &&
    json.results.some((r) => isRecord(r) && 'command' in r && ('mean' in r || 'times' in r)),
  parse(text) {
    const { results } = readJson(text, z.looseObject({ results: anyList }))
    return { measurements: measured(checkedEach(results, result, 'results').flatMap(found), 'results') }
  },
}
