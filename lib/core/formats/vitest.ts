import * as z from 'zod'
import { anyList, checked, checkedEach, namedEntries, positive } from './checked'
import type { Format } from './format'
import { isRecord, readJson } from './json'
import { type Found, measured } from './measured'

/** What is not finite, JSON writes as null: the deviation of a single sample, say. */
const benchmark = z.looseObject({
  name: z.string(),
  mean: positive.nullish(),
  moe: positive.nullish(),
  samples: z.union([z.array(positive), z.string()]).nullish(),
})
const group = z.looseObject({ fullName: z.string(), benchmarks: anyList })
const file = z.looseObject({ filepath: z.string().optional(), groups: anyList })

/**
 * Milliseconds: the mean and its 95% margin of error. Tinybench's `hz` is the same measure again, the inverse of the mean. A benchmark
 * that threw is written without any time.
 */
function time(b: z.infer<typeof benchmark>): Found['is'] {
  if (Array.isArray(b.samples) && b.samples.length > 0) return { unit: 'ms', samples: b.samples }
  if (typeof b.mean !== 'number') return { error: 'the benchmark failed: vitest gives no time for it' }
  if (!b.moe) return { unit: 'ms', value: b.mean }
  return { unit: 'ms', value: b.mean, low: b.mean - b.moe, high: b.mean + b.moe }
}

function inFiles(files: unknown[]): Found[] {
  return checkedEach(files, file, 'files').flatMap(({ filepath, groups }, f) =>
    checkedEach(groups, group, `files[${f}].groups`).flatMap(({ fullName, benchmarks }, g) =>
      checkedEach(benchmarks, benchmark, `files[${f}].groups[${g}].benchmarks`).map((b) => ({
        name: fullName ? `${fullName} > ${b.name}` : b.name,
        labels: [filepath ?? ''],
        is: time(b),
      })),
    ),
  )
}

/** The json reporter of vitest before 1.6: suites by name. */
function inSuites(suites: [string, unknown][]): Found[] {
  return suites.flatMap(([suite, list]) =>
    checkedEach(checked(list, anyList, `testResults.${suite}`), benchmark, `testResults.${suite}`).map(
      (b) => ({
        name: suite ? `${suite} > ${b.name}` : b.name,
        is: time(b),
      }),
    ),
  )
}

const hasGroups = (entry: unknown) => isRecord(entry) && Array.isArray(entry.groups)

export const vitest: Format = {
  name: 'vitest',
  title: 'vitest bench (--outputJson)',
  detect: (_, json) =>
    isRecord(json) &&
    (Array.isArray(json.files)
      ? json.files.some(hasGroups)
      : isRecord(json.testResults) && 'numTotalTestSuites' in json),
  parse(text) {
    const data = readJson(text, z.looseObject({ files: anyList.optional() }))
    if (data.files) return { measurements: measured(inFiles(data.files), 'files') }
    const suites = namedEntries(data.testResults, 'testResults')
    return { measurements: measured(inSuites(suites), 'testResults') }
  },
}
