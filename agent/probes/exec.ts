import { resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import * as z from 'zod'
import type { Measurement } from '@/lib/core/wire'
import { join } from '../join'
import { TICK_MS } from './child-usage'
import { type Execution, execute } from './execution'
import type { LaunchContext, Probe } from './probe'

const settings = z.strictObject({
  /** A shell command, or the program and its arguments as a list. */
  command: z.union([z.string().min(1), z.array(z.string()).min(1)], {
    error: 'must be a command or a list of a program and its arguments',
  }),
  /** Relative to the configuration file; without it the command runs where the agent was started. */
  directory: z.string().optional(),
  env: z.record(z.string(), z.coerce.string()).optional(),
  /** Exit codes that are no failure. */
  exitCodes: z.array(z.int('must be a whole number').min(0).max(255)).min(1).optional(),
})

const MB = 1e6
/** Below this a tick is more than a tenth of what one execution used. */
const FINE_CPU_MS = 10 * TICK_MS

/** Executions that use little are measured together: their sum is known to a tick, each alone is not. */
function cpuOf(runs: Execution[]): Measurement {
  const each = runs.flatMap((run) => run.cpuMs ?? [])
  if (each.length < runs.length) return { metric: 'cpu', error: 'this system does not tell processor time' }
  const sum = each.reduce((a, b) => a + b, 0)
  if (sum / each.length >= FINE_CPU_MS) return { metric: 'cpu', unit: 'ms', samples: each }
  const share = (ms: number) => Math.max(0, ms) / each.length
  return {
    metric: 'cpu',
    unit: 'ms',
    value: share(sum),
    low: share(sum - TICK_MS),
    high: share(sum + TICK_MS),
  }
}

function peakOf(runs: Execution[]): Measurement {
  const peaks = runs.flatMap((run) => (run.peakBytes === null ? [] : [run.peakBytes / MB]))
  return peaks.length
    ? { metric: 'peak_rss', unit: 'MB', samples: peaks }
    : {
        metric: 'peak_rss',
        error: 'ended before its memory could be looked at, or this system does not tell it',
      }
}

/** What good executions say of the command itself, where it does not report the same by name. */
function usageOf(runs: Execution[], reported: Set<string>): Measurement[] {
  if (!runs.length) return []
  const wall = { metric: 'wall', unit: 'ms', samples: runs.map((run) => run.wallMs) }
  return [wall, cpuOf(runs), peakOf(runs)].filter((m) => !reported.has(m.metric))
}

/** Executes up to `times`, until one fails; within the launch's time. */
async function repeat(given: z.infer<typeof settings>, context: LaunchContext, times: number, endMs: number) {
  const runs: Execution[] = []
  while (runs.length < times && !runs.at(-1)?.failure)
    runs.push(
      await execute({
        command: given.command,
        directory:
          given.directory === undefined ? undefined : resolve(context.configDirectory, given.directory),
        env: given.env ?? {},
        exitCodes: given.exitCodes ?? [0],
        timeoutSeconds: Math.max(0, endMs - performance.now()) / 1000,
        timeoutText: `timed out after ${context.timeoutSeconds} s`,
        signal: context.signal,
        show: context.show,
      }),
    )
  return runs
}

/** Runs a command `samples` times: what it reports of itself as JSON lines, and its time, processor time and memory. */
export const exec: Probe<typeof settings> = {
  kind: 'exec',
  settings,
  measures: { wall: { unit: 'ms' }, cpu: { unit: 'ms' }, peak_rss: { unit: 'MB' } },
  async launch(given, context) {
    const endMs = performance.now() + context.timeoutSeconds * 1000
    const warm = await repeat(given, context, context.warmup ?? 0, endMs)
    const cold = warm.at(-1)?.failure
    if (cold) return { measurements: [], failure: `warm-up ${warm.length}: ${cold}` }
    const runs = await repeat(given, context, context.samples ?? 1, endMs)
    const { measurements, faults } = join(runs.map((run) => run.measurements))
    const reported = new Set(measurements.map((m) => m.metric))
    const failure = runs.at(-1)!.failure
    const where = runs.length > 1 ? `execution ${runs.length}: ` : ''
    return {
      measurements: [
        ...measurements,
        ...usageOf(
          runs.filter((run) => run.failure === null),
          reported,
        ),
      ],
      failure: failure === null ? (faults[0]?.text ?? null) : `${where}${failure}`,
    }
  },
}
