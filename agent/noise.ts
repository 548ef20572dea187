import { readFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { performance } from 'node:perf_hooks'
import { readThermal, readThrottling, type Throttling } from './throttling'

/** Of the time between two looks. What this system cannot tell is left out and never 0. */
export type Noise = {
  stealPercent?: number
  loadPerCore?: number
  clockSpreadPercent?: number
  /** shares of the time in which some task waited for a processor, for disk, for memory */
  cpuPressurePercent?: number
  ioPressurePercent?: number
  memoryPressurePercent?: number
  /** of the whole system */
  contextSwitchesPerSecond?: number
  /** how often the agent itself had to give way */
  agentInvoluntarySwitches?: number
  throttledPercent?: number
  throttledMs?: number
  thermalThrottles?: number
}

const PRESSURES = ['cpu', 'io', 'memory'] as const

export type NoiseMark = {
  atMs: number
  cpu: CpuTimes | null
  pressureUs: Record<(typeof PRESSURES)[number], number | null>
  load: number
  switches: number | null
  ownSwitches: number | null
  throttling: Throttling | null
  thermal: number | null
  pieces: number[]
}
type CpuTimes = { total: number; steal: number }

/** A file of the kernel's, or null where this system has none. */
export function kernelFile(path: string): string | null {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}

/** Clock ticks from the first line of /proc/stat; guest time is already within user time. */
export function parseCpuTimes(stat: string | null): CpuTimes | null {
  const ticks = stat
    ?.match(/^cpu\s+(.+)$/m)?.[1]
    ?.trim()
    .split(/\s+/)
    .slice(0, 8)
    .map(Number)
  if (!ticks || ticks.length < 8 || ticks.some((n) => !Number.isFinite(n))) return null
  return { total: ticks.reduce((a, b) => a + b, 0), steal: ticks[7] ?? 0 }
}

/** Context switches of the whole system since boot. */
export function parseSwitches(stat: string | null): number | null {
  const total = stat?.match(/^ctxt (\d+)$/m)?.[1]
  return total === undefined ? null : Number(total)
}

/** Microseconds in which some task waited, since boot. */
export function parsePressure(text: string | null): number | null {
  const total = text?.match(/^some .*total=(\d+)/m)?.[1]
  return total === undefined ? null : Number(total)
}

/** The same piece of arithmetic again and again: on a quiet machine every piece takes as long. */
function calibrate(pieces = 25): number[] {
  const times: number[] = []
  let x = 1
  for (let i = -5; i < pieces; i++) {
    const start = performance.now()
    for (let k = 0; k < 400_000; k++) x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0
    if (i >= 0) times.push(performance.now() - start)
  }
  return x === -1 ? [] : times
}

/** Interquartile range over median, in percent: blind to one interruption, not to a clock that changed. */
export function spreadPercent(times: number[]): number | undefined {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (q: number) => sorted[Math.round(q * (sorted.length - 1))] ?? Number.NaN
  const spread = ((at(0.75) - at(0.25)) / at(0.5)) * 100
  return Number.isFinite(spread) ? round(spread) : undefined
}

const round = (n: number) => Math.round(n * 100) / 100

/** Looks at the machine once; two looks, before and after, make its noise. */
export function markNoise(): NoiseMark {
  const stat = kernelFile('/proc/stat')
  const pressure = (of: string) => parsePressure(kernelFile(`/proc/pressure/${of}`))
  return {
    load: (loadavg()[0] ?? 0) / availableParallelism(),
    atMs: performance.now(),
    cpu: parseCpuTimes(stat),
    pressureUs: { cpu: pressure('cpu'), io: pressure('io'), memory: pressure('memory') },
    switches: parseSwitches(stat),
    ownSwitches: process.platform === 'win32' ? null : process.resourceUsage().involuntaryContextSwitches,
    throttling: readThrottling(),
    thermal: readThermal(),
    pieces: calibrate(),
  }
}

const grown = (before: number | null, after: number | null) =>
  before === null || after === null || after < before ? undefined : after - before

const scaled = (n: number | undefined, by: number) => (n === undefined ? undefined : round(n * by))

function throttlingBetween(before: Throttling | null, after: Throttling | null): Noise {
  if (!before || !after || after.periods <= before.periods) return {}
  const percent = ((after.throttled - before.throttled) / (after.periods - before.periods)) * 100
  return {
    throttledPercent: round(percent),
    throttledMs: scaled(grown(before.throttledUs, after.throttledUs), 1 / 1000),
  }
}

/** Noise between two looks. Load is the one found before: afterwards it is that of the benchmark. */
export function noiseBetween(before: NoiseMark, after: NoiseMark): Noise {
  const elapsedMs = after.atMs - before.atMs
  const ticks = before.cpu && after.cpu ? after.cpu.total - before.cpu.total : 0
  const pressure = (of: (typeof PRESSURES)[number]) =>
    scaled(grown(before.pressureUs[of], after.pressureUs[of]), 1 / 10 / elapsedMs)
  const noise: Noise = {
    clockSpreadPercent: spreadPercent([...before.pieces, ...after.pieces]),
    loadPerCore: process.platform === 'win32' ? undefined : round(before.load),
    stealPercent: ticks > 0 ? round(((after.cpu!.steal - before.cpu!.steal) / ticks) * 100) : undefined,
    cpuPressurePercent: pressure('cpu'),
    ioPressurePercent: pressure('io'),
    memoryPressurePercent: pressure('memory'),
    contextSwitchesPerSecond: scaled(grown(before.switches, after.switches), 1000 / elapsedMs),
    agentInvoluntarySwitches: grown(before.ownSwitches, after.ownSwitches),
    ...throttlingBetween(before.throttling, after.throttling),
    thermalThrottles: grown(before.thermal, after.thermal),
  }
  return Object.fromEntries(Object.entries(noise).filter(([, value]) => value !== undefined))
}
