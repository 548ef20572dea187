import * as z from 'zod'
import type { Measurement } from '@/lib/core/wire'
import { join } from '../join'
import { command, directory, environment } from '../measuring/settings'
import { TICK_MS } from './child-usage'
import { type Execution, execute } from './execution'
import type { LaunchContext, Probe } from './probe'

const settings = z.strictObject({
  command,
  directory,
  env: environment,
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

/** Executes up to `times`, until one fails. */
async function repeat(given: z.infer<typeof settings>, context: LaunchContext, times: number) {
  const runs: Execution[] = []
  while (runs.length < times && !runs.at(-1)?.failure)
    runs.push(await execute(given, context, given.exitCodes ?? [0]))
  return runs
}

/** Runs a command `samples` times: what it reports of itself as JSON lines, and its time, processor time and memory. */
export const exec: Probe<typeof settings> = {
  kind: 'exec',
  settings,
  measures: { wall: { unit: 'ms' }, cpu: { unit: 'ms' }, peak_rss: { unit: 'MB' } },
  async launch(given, context) {
    const warm = await repeat(given, context, context.warmup ?? 0)
    const cold = warm.at(-1)?.failure
    if (cold) return { measurements: [], failure: `warm-up ${warm.length}: ${cold}` }
    const runs = await repeat(given, context, context.samples ?? 1)
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
