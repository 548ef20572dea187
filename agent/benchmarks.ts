import type { Measurement } from '@/lib/core/wire'
import type { Benchmark } from './benchmark-schema'
import type { LoadedConfig } from './config'
import { describeMachine } from './environment'
import { runLaunches } from './launches'
import { describeMeasuring, type Measured } from './measuring'
import { markNoise, noiseBetween } from './noise'
import { oneLine } from './one-line'
import type { Progress } from './output/progress'
import type { Launch } from './probes/probe'

/**
 * Makes missing data visible: a benchmark that failed, or kept silent about a metric it is configured to measure,
 * yields an error for each metric it owes, or under its own name when it owes none.
 */
export function withFailures(
  benchmark: Pick<Benchmark, 'name' | 'metrics'>,
  { measurements, failure }: Pick<Launch, 'measurements' | 'failure'>,
): Measurement[] {
  const given = new Set(measurements.map((m) => m.metric))
  const owed = Object.keys(benchmark.metrics).filter((metric) => !given.has(metric))
  const say = (error: string) => oneLine(`${benchmark.name}: ${error}`)
  const errors = owed.map((metric) => ({ metric, error: say(failure ?? 'did not report this metric') }))
  if (failure && errors.length === 0) {
    const own = given.has(benchmark.name) ? `${benchmark.name.slice(0, 190)}/failure` : benchmark.name
    errors.push({ metric: own, error: say(failure) })
  }
  return [...measurements, ...errors]
}

/** Measured twice by two benchmarks: neither number may silently win. */
function merge(all: Measurement[]): Measurement[] {
  const byMetric = new Map<string, Measurement>()
  for (const m of all)
    byMetric.set(
      m.metric,
      byMetric.has(m.metric) ? { metric: m.metric, error: 'measured by two benchmarks' } : m,
    )
  return [...byMetric.values()]
}

/** Runs every benchmark in turn, one at a time, and describes the machine they ran on and how they were measured. */
export async function runBenchmarks(
  { config, directory }: LoadedConfig,
  environmentName: string,
  note: (line: string) => void,
  show: (line: string) => void,
  progress?: Progress,
) {
  const startedAt = new Date().toISOString()
  const first = markNoise()
  let last = first
  const measurements: Measurement[] = []
  const measured: Measured[] = []
  progress?.start(config.benchmarks.map(({ name }) => name))
  for (const benchmark of config.benchmarks) {
    const launched = await runLaunches(benchmark, { configDirectory: directory, show }, note, (done, of) =>
      progress?.step(benchmark.name, done, of),
    )
    if (launched.failure) note(`${benchmark.name} failed: ${launched.failure}`)
    measurements.push(...withFailures(benchmark, launched))
    const before = last
    last = markNoise()
    const { loadPerCore, ...noise } = noiseBetween(before, last)
    // what comes after a benchmark finds that one's load, which is no noise
    measured.push({ benchmark, launched, noise: before === first ? { loadPerCore, ...noise } : noise })
  }
  progress?.finish()
  const merged = merge(measurements)
  const measuring = describeMeasuring(measured, merged, config.noise)
  return {
    startedAt,
    finishedAt: new Date().toISOString(),
    environment: describeMachine(environmentName, config.runtime, noiseBetween(first, last), measuring),
    measurements: merged,
  }
}
