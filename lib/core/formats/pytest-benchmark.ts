import { z } from 'zod'
import { tQuantile } from '../intervals'
import type { Measurement } from '../wire'
import type { Format, Parsed } from './format'
import { FormatError } from './format-error'
import { isRecord, readJson } from './json'

const stats = z.looseObject({
  mean: z.number(),
  stddev: z.number().optional(),
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
function measurement({ fullname, stats: s }: z.infer<typeof file>['benchmarks'][number]): Measurement {
  const shared = { metric: fullname, unit: 's' }
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

/** A time without offset is UTC: pytest-benchmark writes it so. */
function instant(text: string, place: string): string {
  const at = new Date(/(Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`)
  if (Number.isNaN(at.getTime())) throw new FormatError('is not a time', place)
  return at.toISOString()
}

/** What it writes where there is no repository, or no branch: "unversioned", "unknown", "(detached head)". */
const isNone = (text: string | null | undefined) => !text || /^(unversioned|unknown|\(.*\))$/.test(text)

function commitOf({ id, branch, time }: NonNullable<z.infer<typeof file>['commit_info']>) {
  return {
    ...(!isNone(id) && { commit: id! }),
    ...(!isNone(id) && time && { commitAt: instant(time, 'commit_info.time') }),
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
    if (data.benchmarks.length === 0) throw new FormatError('holds no benchmark', 'benchmarks')
    return {
      measurements: data.benchmarks.map(measurement),
      ...(data.datetime && { startedAt: instant(data.datetime, 'datetime') }),
      ...(data.commit_info && commitOf(data.commit_info)),
      ...(data.machine_info && { environment: environment(data.machine_info) }),
    }
  },
}
