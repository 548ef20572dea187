import { causeOf } from '../measuring/cause'
import { oneLine } from '../one-line'
import { ProcError } from '../proc/proc-file'
import { whyStopped } from '../time-limit'
import type { Launch, LaunchContext, Probe } from './probe'
import { NodeTarget } from './process/node-target'
import { Observation } from './process/observation'
import { measurementsOf } from './process/observed'
import { type Settings, settings } from './process/settings'
import { findTarget, type Target } from './process/target'
import { type Work, warmUp, work } from './process/work'

const nothing = (failure: string): Launch => ({ measurements: [], failure: oneLine(failure) })

/** Why the probe cannot work on this system, or null. */
export const systemRefusal = (platform: string): string | null =>
  platform === 'linux' ? null : `reads /proc, which Linux alone has; this is ${platform}`

/** Watches a process that runs already, while sessions are opened and closed, a load runs, or time passes. */
export const processProbe: Probe<typeof settings> = {
  kind: 'process',
  settings,
  measures: {
    memory_per_session: { unit: 'MB' },
    failure_rate: { unit: '%', beside: true },
    pss: { unit: 'MB' },
    peak_rss: { unit: 'MB' },
    cpu: { unit: '%' },
    threads: { unit: 'count' },
    open_files: { unit: 'count' },
    open_files_limit_share: { unit: '%' },
    read_bytes: { unit: 'B' },
    write_bytes: { unit: 'B' },
    read_calls: { unit: 'count' },
    write_calls: { unit: 'count' },
    context_switches: { unit: 'ops/s' },
    involuntary_switches: { unit: 'ops/s' },
    event_loop_delay: { unit: 'ms' },
  },
  async launch(given, context) {
    const refusal = systemRefusal(process.platform)
    if (refusal !== null) return nothing(refusal)
    const target = await findTarget(given, context.signal)
    if ('failure' in target) return nothing(target.failure)
    context.show(`watching process ${target.pid} (${oneLine(target.name)})`)
    try {
      const launch = await observe(given, target, context)
      return { ...launch, failure: whyStopped(context.signal) ?? launch.failure }
    } catch (error) {
      return nothing(
        error instanceof ProcError && error.fault === 'gone'
          ? `process ${target.pid} ended before it was watched`
          : causeOf(error),
      )
    }
  },
}

async function observe(given: Settings, target: Target, context: LaunchContext): Promise<Launch> {
  const ended = new AbortController()
  const signal = AbortSignal.any([context.signal, ended.signal])
  const watching = { ...context, signal, given, target, node: null }
  await warmUp(watching, context.warmup)
  const node = await NodeTarget.attach(target.pid, given)
  const observation = new Observation(target, given.tree)
  if (!observation.peakForgotten && !given.tree)
    context.show('peak_rss is that of the whole life of the process: no right to reset it')
  const look = () => {
    try {
      observation.look()
    } catch (error) {
      ended.abort(error)
    }
  }
  const timer = setInterval(look, given.interval * 1_000)
  const result = await work({ ...watching, node })
    .catch(failed)
    .finally(() => clearInterval(timer))
  if (!ended.signal.aborted) look()
  const asked = await node?.end(context)
  return {
    measurements: [...result.measurements, ...measurementsOf(observation), ...(asked?.measurements ?? [])],
    failure: ended.signal.aborted
      ? `process ${target.pid} ended while it was watched`
      : (result.failure ?? asked?.failure ?? null),
    counts: result.counts,
  }
}

const failed = (error: unknown): Work => ({
  failure: oneLine(causeOf(error)),
  measurements: [],
  counts: {},
})
