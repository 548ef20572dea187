import * as z from 'zod'
import { tQuantile } from '../intervals'
import type { Format, Parsed } from './format'
import { instantOf } from './instant'
import { isRecord, readJson } from './json'
import { type Found, measured } from './measured'

const stats = z.looseObject({
  mean: z.number(),
  stddev: z.number().nonnegative().optional(),
  rounds: z.number().optional(),
  data: z.array(z.unknown()).optional(),
})
const file = z.looseObject({
  benchmarks: z.array(z.looseObject({ fullname: z.string(), stats })),
  datetime: z.string().optional(),
  commit_info: z
    .looseObject({ id: z.string().nullish(), branch: z.string().nullish(), time: z.string().nullish() })
    .optional(),
  machine_info: z.record(z.string(), z.unknown()).optional(),
})

const isNumbers = (data: unknown[] | undefined): data is number[] =>
  data !== undefined && data.length > 0 && data.every((v) => typeof v === 'number')

/**
 * All rounds when the file keeps them (`--benchmark-save-data`) and was not cut short, else the mean with the interval that its deviation
 * gives. Seconds.
 */
function reading(s: z.infer<typeof stats>): Found['is'] {
  const shared = { unit: 's' }
  if (isNumbers(s.data)) return { ...shared, samples: s.data }
  if (!s.stddev || !s.rounds || s.rounds < 2) return { ...shared, value: s.mean }
  const half = (tQuantile(0.975, s.rounds - 1) * s.stddev) / Math.sqrt(s.rounds)
  return { ...shared, value: s.mean, low: s.mean - half, high: s.mean + half }
}

const words = (...parts: unknown[]) => parts.filter((p) => typeof p === 'string' && p).join(' ') || null

function environment(machine: Record<string, unknown>): Parsed['environment'] {
  const cpu = isRecord(machine.cpu) ? machine.cpu : {}
  return {
    cpu: words(cpu.brand_raw ?? cpu.brand ?? machine.processor),
    ...(typeof cpu.count === 'number' && { cores: cpu.count }),
    os: words(machine.system, machine.release),
    runtime: words(machine.python_implementation, machine.python_version),
  }
}

/** What it writes where there is no repository, or no branch: "unversioned", "unknown", "(detached head)". */
const isNone = (text: string | null | undefined) => !text || /^(unversioned|unknown|\(.*\))$/.test(text)

function commitOf({ id, branch, time }: NonNullable<z.infer<typeof file>['commit_info']>) {
  return {
    ...(!isNone(id) && { commit: id! }),
    ...(!isNone(id) && time && { commitAt: instantOf(time, 'commit_info.time') }),
    ...(!isNone(branch) && { branch: branch! }),
  }
}

export const pytestBenchmark: Format = {
  name: 'pytest-benchmark',
  title: 'pytest-benchmark (--benchmark-json)',
  detect: (_, json) =>
    isRecord(json) && Array.isArray(json.benchmarks) && 'machine_info' in json && 'commit_info' in json,
  parse(text) {
    const data = readJson(text, file)
    return {
      measurements: measured(
        data.benchmarks.map((b) => ({ name: b.fullname, is: reading(b.stats) })),
        'benchmarks',
      ),
      ...(data.datetime && { startedAt: instantOf(data.datetime, 'datetime') }),
      ...(data.commit_info && commitOf(data.commit_info)),
      ...(data.machine_info && { environment: environment(data.machine_info) }),
    }
  },
}
