import { createHash } from 'node:crypto'
import type { Noise, NoiseLimits } from './measuring'
import type { EnvironmentDetails } from './wire'

const MIB = 1024 ** 2
const GIB = 1024 ** 3

const rounded = (bytes: unknown, size: number) =>
  typeof bytes === 'number' ? Math.round(bytes / size) : null

/** What a container may use, as part of a class: none at all without limits, so that classes from before limits counted hold. */
function limitParts({ limits }: EnvironmentDetails): unknown[] {
  if (typeof limits !== 'object' || limits === null) return []
  const { cpus, memoryBytes } = limits as Record<string, unknown>
  const parts = [typeof cpus === 'number' ? cpus : null, rounded(memoryBytes, MIB)]
  return parts.some((part) => part !== null) ? parts : []
}

/**
 * What makes two machines comparable, as 12 hexadecimal digits: name, processor, cores, memory to the GiB, system, runtime and what a
 * container is limited to. The kernel's patch level, the noise of the day and how something was measured do not count.
 */
export function environmentClass(details: EnvironmentDetails): string {
  const { name, cpu, cores, memoryBytes, os, runtime } = details
  const parts = [name, cpu ?? null, cores ?? null, rounded(memoryBytes, GIB), os ?? null, runtime ?? null]
  return createHash('sha256')
    .update(JSON.stringify([...parts, ...limitParts(details)]))
    .digest('hex')
    .slice(0, 12)
}

/** Beyond these a run may not serve as evidence. What was not measured is not held against it. */
export const NOISE_LIMITS = { stealPercent: 10, loadPerCore: 4, clockSpreadPercent: 15 } as const

const WORDS: Record<keyof NoiseLimits, { say: (value: number) => string; unit: string }> = {
  stealPercent: { say: (v) => `${v}% of processor time was stolen by other machines`, unit: '%' },
  loadPerCore: { say: (v) => `the load was ${v} per core`, unit: '' },
  clockSpreadPercent: { say: (v) => `the calibration loop varied by ${v}%`, unit: '%' },
  cpuPressurePercent: { say: (v) => `tasks waited for a processor for ${v}% of the time`, unit: '%' },
  throttledPercent: { say: (v) => `the container was throttled in ${v}% of its periods`, unit: '%' },
}
const KEYS = Object.keys(WORDS) as (keyof NoiseLimits)[]

type Limit = { limit: number; whose: string }

/** The stricter of ours and the suite's. */
function limitOf(key: keyof NoiseLimits, suite: NoiseLimits): Limit | null {
  const own = NOISE_LIMITS[key as keyof typeof NOISE_LIMITS] ?? Number.POSITIVE_INFINITY
  const theirs = suite[key] ?? Number.POSITIVE_INFINITY
  if (Math.min(own, theirs) === Number.POSITIVE_INFINITY) return null
  return theirs < own ? { limit: theirs, whose: ' of the suite' } : { limit: own, whose: '' }
}

type Heard = { value: number; during: string }

/** The worst there was of one kind of noise: over the whole run, or during one benchmark. */
function worst(
  key: keyof NoiseLimits,
  all: { noise: Noise | null | undefined; during: string }[],
): Heard | null {
  let found: Heard | null = null
  for (const { noise, during } of all) {
    const value = noise?.[key]
    if (typeof value === 'number' && (found === null || value > found.value)) found = { value, during }
  }
  return found
}

type Measured = Pick<EnvironmentDetails, 'noise' | 'measuring'>

/**
 * Whether a run may serve as evidence; if not, why. The noise of its worst benchmark counts, against our limits and those the suite sends
 * along, whichever are stricter.
 */
export function admissibility({ noise, measuring }: Measured): { admissible: boolean; reason?: string } {
  const all = [
    { noise, during: '' },
    ...(measuring?.benchmarks ?? []).map((b) => ({ noise: b.noise, during: ` during ${b.name}` })),
  ]
  const beyond = KEYS.flatMap((key) => {
    const [limit, heard] = [limitOf(key, measuring?.noiseLimits ?? {}), worst(key, all)]
    if (!limit || !heard || heard.value <= limit.limit) return []
    const { say, unit } = WORDS[key]
    const said = say(Number(heard.value.toFixed(2)))
    return [`${said}${heard.during} (limit ${limit.limit}${unit}${limit.whose})`]
  })
  return beyond.length
    ? { admissible: false, reason: `Too noisy: ${beyond.join('; ')}.` }
    : { admissible: true }
}
