import type { Measurement } from '@/lib/core/wire'
import type { Observation, Told } from './observation'
import type { Counter, Gauge } from './quantities'

/** What an observation comes to, in the units of the probe's measures. */
export function measurementsOf(observation: Observation): Measurement[] {
  const samples = (name: Gauge, unit: string) => asMeasurement(name, unit, observation.gauge(name))
  // how near it came to a limit is a fact of this time, and no sample of others
  const largest = (name: Gauge, unit: string) => {
    const told = observation.gauge(name)
    return asMeasurement(name, unit, 'error' in told ? told : { value: Math.max(...told.value) })
  }
  const growth = (name: Counter, unit: string, of = (grown: number) => grown) => {
    const told = observation.counter(name)
    return asMeasurement(name, unit, 'error' in told ? told : { value: of(told.value) })
  }
  // two looks at once: nothing can be said of a rate
  const seconds = observation.seconds || Number.NaN
  const perSecond = (grown: number) => grown / seconds
  return [
    samples('pss', 'MB'),
    asMeasurement('peak_rss', 'MB', observation.peak()),
    growth('cpu', '%', (grown) => 100 * perSecond(grown)),
    samples('threads', 'count'),
    samples('open_files', 'count'),
    largest('open_files_limit_share', '%'),
    growth('read_bytes', 'B'),
    growth('write_bytes', 'B'),
    growth('read_calls', 'count'),
    growth('write_calls', 'count'),
    growth('context_switches', 'ops/s', perSecond),
    growth('involuntary_switches', 'ops/s', perSecond),
  ]
}

function asMeasurement(metric: string, unit: string, told: Told<number | number[]>): Measurement {
  if ('error' in told) return { metric, error: told.error }
  if (Number.isNaN(told.value)) return { metric, error: 'the process was not watched for any time' }
  return Array.isArray(told.value)
    ? { metric, unit, samples: told.value }
    : { metric, unit, value: told.value }
}
