import { readFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import { performance } from 'node:perf_hooks'

export type Noise = {
  stealPercent?: number
  loadPerCore?: number
  clockSpreadPercent?: number
  cpuPressurePercent?: number
}

export type NoiseMark = {
  atMs: number
  cpu: CpuTimes | null
  pressureUs: number | null
  load: number
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

/** Microseconds in which some task waited for a processor, since boot. */
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
  return {
    load: (loadavg()[0] ?? 0) / availableParallelism(),
    atMs: performance.now(),
    cpu: parseCpuTimes(kernelFile('/proc/stat')),
    pressureUs: parsePressure(kernelFile('/proc/pressure/cpu')),
    pieces: calibrate(),
  }
}

/** Noise between two looks. What this system cannot tell is left out and never 0. Load is the one found before. */
export function noiseBetween(before: NoiseMark, after: NoiseMark): Noise {
  const noise: Noise = { clockSpreadPercent: spreadPercent([...before.pieces, ...after.pieces]) }
  if (process.platform !== 'win32') noise.loadPerCore = round(before.load)
  if (before.cpu && after.cpu && after.cpu.total > before.cpu.total)
    noise.stealPercent = round(
      ((after.cpu.steal - before.cpu.steal) / (after.cpu.total - before.cpu.total)) * 100,
    )
  if (before.pressureUs !== null && after.pressureUs !== null)
    noise.cpuPressurePercent = round((after.pressureUs - before.pressureUs) / 10 / (after.atMs - before.atMs))
  return noise
}
