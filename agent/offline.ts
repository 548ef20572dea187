import { launchSizes } from '@/lib/core/measuring'
import { defaultStatistic, type MetricDefinition } from '@/lib/core/metric'
import { judgeRun } from '@/lib/core/verdict'
import type { Measurement, Verdict } from '@/lib/core/wire'
import { usageError } from './exit'

/** What is known of a metric no target speaks of: only what its measurement says. */
export function unknownMetric(m: Measurement): MetricDefinition {
  const shared = { metric: m.metric, title: m.metric, target: null, acceptance: null, targetVersion: 0 }
  if (m.state !== undefined)
    return { ...shared, unit: null, direction: 'lower', statistic: 'state', minEffect: 0, states: [m.state] }
  return {
    ...shared,
    unit: m.unit ?? '',
    direction: 'lower',
    statistic: defaultStatistic('lower'),
    minEffect: 0,
    states: [],
  }
}

/** Measurements, and the samples of each launch where there were several. */
export type Measured = { measurements: Measurement[]; launches?: Record<string, number[]> | null }

/**
 * Judges measurements against targets without a server: the same rules, no history.
 * @throws Refusal (usage) when a measurement cannot be compared with its target
 */
export function judgeOffline(
  label: string,
  { measurements, launches }: Measured,
  definitions: Map<string, MetricDefinition>,
): { verdicts: Verdict[]; grade: string | null } {
  const environment = { measuring: { launches } }
  const inputs = measurements.map((measurement) => ({
    definition: definitions.get(measurement.metric) ?? unknownMetric(measurement),
    measurement,
    launches: launchSizes({ environment }, measurement.metric),
    history: [],
  }))
  try {
    const { verdicts, grade } = judgeRun(inputs)
    return { verdicts, grade }
  } catch (error) {
    throw usageError(`${label}: ${(error as Error).message}`)
  }
}
