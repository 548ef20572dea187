import { readdirSync } from 'node:fs'
import { kernelFile } from './noise'

/** How often the scheduler looked at this container's share of the processor and how often it held it back, since it began. */
export type Throttling = { periods: number; throttled: number; throttledUs: number | null }

/** cpu.stat of either cgroup version; null without a quota, which has no periods. */
export function parseThrottling(text: string | null): Throttling | null {
  const read = (name: string) => {
    const found = text?.match(new RegExp(`^${name} (\\d+)$`, 'm'))?.[1]
    return found === undefined ? null : Number(found)
  }
  const [periods, throttled] = [read('nr_periods'), read('nr_throttled')]
  if (!periods || throttled === null) return null
  const nanoseconds = read('throttled_time')
  return {
    periods,
    throttled,
    throttledUs: read('throttled_usec') ?? (nanoseconds === null ? null : nanoseconds / 1000),
  }
}

/** Of the group this process is in, else of the one that is the container's root. */
export function readThrottling(read = kernelFile): Throttling | null {
  const own = read('/proc/self/cgroup')?.match(/^0::(\/.*)$/m)?.[1] ?? '/'
  const places = [`/sys/fs/cgroup${own}/cpu.stat`, '/sys/fs/cgroup/cpu.stat', '/sys/fs/cgroup/cpu/cpu.stat']
  for (const place of places) {
    const found = parseThrottling(read(place.replace('//', '/')))
    if (found) return found
  }
  return null
}

const CPUS = '/sys/devices/system/cpu'

function processors(): string[] {
  try {
    return readdirSync(CPUS).filter((name) => /^cpu\d+$/.test(name))
  } catch {
    return []
  }
}

/** How often the cores were slowed down by heat since the machine started; null where it does not count. */
export function readThermal(read = kernelFile, names = processors()): number | null {
  const counts = names.flatMap((name) => {
    const text = read(`${CPUS}/${name}/thermal_throttle/core_throttle_count`)?.trim()
    return text && /^\d+$/.test(text) ? [Number(text)] : []
  })
  return counts.length ? counts.reduce((a, b) => a + b, 0) : null
}

/** Whether the processor may clock above its nominal rate; undefined where the system does not say. */
export function turbo(read = kernelFile): boolean | undefined {
  const [intel, other] = [read(`${CPUS}/intel_pstate/no_turbo`), read(`${CPUS}/cpufreq/boost`)].map((t) =>
    t?.trim(),
  )
  if (intel === '0' || intel === '1') return intel === '0'
  return other === '0' || other === '1' ? other === '1' : undefined
}
