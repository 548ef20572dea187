import { existsSync } from 'node:fs'
import { availableParallelism, cpus, release, totalmem, type } from 'node:os'
import type { Measuring } from '@/lib/core/measuring'
import type { EnvironmentDetails } from '@/lib/core/wire'
import { kernelFile, type Noise } from './noise'
import { oneLine } from './one-line'
import { turbo } from './throttling'

function systemName(): string {
  const pretty = kernelFile('/etc/os-release')?.match(/^PRETTY_NAME="?(.*?)"?$/m)?.[1]
  return pretty ? oneLine(pretty) : type()
}

/** Processors and bytes the container may use; each left out when unlimited or not told. */
export function containerLimits(read = kernelFile): { cpus?: number; memoryBytes?: number } | undefined {
  const limits: { cpus?: number; memoryBytes?: number } = {}
  const [quota, period] = (read('/sys/fs/cgroup/cpu.max') ?? legacyQuota(read))
    .trim()
    .split(/\s+/)
    .map(Number)
  if (quota && period && quota > 0) limits.cpus = Math.round((quota / period) * 100) / 100
  const memory = Number(
    read('/sys/fs/cgroup/memory.max') ?? read('/sys/fs/cgroup/memory/memory.limit_in_bytes') ?? Number.NaN,
  )
  // an unlimited cgroup v1 says about 2^63
  if (Number.isFinite(memory) && memory > 0 && memory < 2 ** 60) limits.memoryBytes = memory
  return Object.keys(limits).length ? limits : undefined
}

const legacyQuota = (read: typeof kernelFile) =>
  `${read('/sys/fs/cgroup/cpu/cpu.cfs_quota_us') ?? ''} ${read('/sys/fs/cgroup/cpu/cpu.cfs_period_us') ?? ''}`

/** This machine as the wire wants it, without anything that names its owner. */
export function describeMachine(
  name: string,
  runtime: string | undefined,
  noise?: Noise,
  measuring?: Measuring,
): EnvironmentDetails {
  const cpu = oneLine(cpus()[0]?.model ?? '')
  const details: Record<string, unknown> = {
    cpu: cpu || undefined,
    cores: availableParallelism(),
    memoryBytes: totalmem(),
    os: systemName(),
    kernel: oneLine(release()) || undefined,
    architecture: process.arch,
    runtime: runtime ?? `node ${process.version.slice(1)}`,
    governor: kernelFile('/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor')?.trim() || undefined,
    turbo: turbo(),
    container: existsSync('/.dockerenv') || existsSync('/run/.containerenv') || undefined,
    limits: containerLimits(),
    noise,
    measuring,
  }
  return { name, ...Object.fromEntries(Object.entries(details).filter(([, value]) => value !== undefined)) }
}
