import { type Launches, launchesOf } from './launches'
import type { MetricDefinition } from './metric'
import { ascending, type Numbers, quantilesOf, statisticFrom } from './stats'
import { convert } from './units'
import type { Measurement, Statistic } from './wire'

/** A measurement as the run's value, in the definition's unit. `given` is the interval the upload itself states. */
export type Summary =
  | {
      kind: 'number'
      value: number
      given: { low: number | null; high: number | null } | null
      n: number
      quantiles: number[]
      sorted: Numbers
      /** null where a sample and not a launch is the unit */
      launches: Launches | null
    }
  | { kind: 'state'; state: string; rank: number }
  | { kind: 'error'; error: string }

/**
 * The run's value of one metric. Throws RangeError when unit, kind or state is not one of the metric's; who takes uploads checks
 * before and says where. `sizes` are the samples of each launch.
 */
export function summarise(
  m: Measurement,
  definition: Pick<MetricDefinition, 'statistic' | 'unit' | 'states'>,
  sizes?: readonly number[],
): Summary {
  if (m.error !== undefined) return { kind: 'error', error: m.error }
  const { unit, statistic, states } = definition
  if (m.state !== undefined) {
    const rank = states.indexOf(m.state)
    if (rank < 0)
      throw new RangeError(`${m.metric}: "${m.state}" is not one of its states (${states.join(', ')})`)
    return { kind: 'state', state: m.state, rank }
  }
  if (states.length > 0 || statistic === 'state')
    throw new RangeError(`${m.metric} is measured in states (${states.join(', ')}), not in numbers`)
  const own = (value: number) =>
    m.unit === undefined || unit === null ? value : convert(value, m.unit, unit)
  if (m.samples) return summariseSamples(m.samples.map(own), statistic, sizes)
  const given =
    m.low === undefined && m.high === undefined
      ? null
      : { low: m.low === undefined ? null : own(m.low), high: m.high === undefined ? null : own(m.high) }
  return { kind: 'number', value: own(m.value!), given, n: 0, quantiles: [], sorted: [], launches: null }
}

function summariseSamples(
  samples: number[],
  statistic: Statistic,
  sizes: readonly number[] | undefined,
): Summary {
  const sorted = ascending(samples)
  const quantiles = quantilesOf(sorted)
  return {
    kind: 'number',
    value: statisticFrom(quantiles, statistic),
    given: null,
    n: sorted.length,
    quantiles,
    sorted,
    launches: launchesOf(samples, sizes),
  }
}
