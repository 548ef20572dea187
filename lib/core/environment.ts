import { createHash } from 'node:crypto'
import type { EnvironmentDetails } from './wire'

const GIB = 1024 ** 3

/**
 * What makes two machines comparable, as 12 hexadecimal digits: name, processor, cores, memory to the GiB, system and runtime.
 * The kernel's patch level and the noise of the day do not count.
 */
export function environmentClass(details: EnvironmentDetails): string {
  const { name, cpu, cores, memoryBytes, os, runtime } = details
  const memory = typeof memoryBytes === 'number' ? Math.round(memoryBytes / GIB) : null
  const parts = [name, cpu ?? null, cores ?? null, memory, os ?? null, runtime ?? null]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12)
}

type Noise = Pick<NonNullable<EnvironmentDetails['noise']>, keyof typeof NOISE_LIMITS>

/** Beyond these a run may not serve as evidence. What was not measured is not held against it. */
export const NOISE_LIMITS = { stealPercent: 10, loadPerCore: 4, clockSpreadPercent: 15 } as const

const WORDS: Record<keyof typeof NOISE_LIMITS, (value: number, limit: number) => string> = {
  stealPercent: (v, l) => `${v}% of processor time was stolen by other machines (limit ${l}%)`,
  loadPerCore: (v, l) => `the load was ${v} per core (limit ${l})`,
  clockSpreadPercent: (v, l) => `the calibration loop varied by ${v}% (limit ${l}%)`,
}

/** Whether a run measured under this noise may serve as evidence; if not, why. */
export function admissibility(noise: Noise): { admissible: boolean; reason?: string } {
  const beyond = (Object.keys(NOISE_LIMITS) as (keyof typeof NOISE_LIMITS)[]).flatMap((key) => {
    const value = noise[key]
    return typeof value === 'number' && value > NOISE_LIMITS[key]
      ? [WORDS[key](Number(value.toFixed(2)), NOISE_LIMITS[key])]
      : []
  })
  return beyond.length
    ? { admissible: false, reason: `Too noisy: ${beyond.join('; ')}.` }
    : { admissible: true }
}
