import { DEFAULT_MIN_EFFECT, defaultStatistic } from '../core/metric'
import { canonicalUnit, isThroughput } from '../core/units'
import type { Direction, Measurement, Statistic } from '../core/wire'
import { dimensionName } from './compatible'
import { type MetricRow, STATE_DIMENSION, UNKNOWN_DIMENSION } from './definitions'

/** One version of a target, as a row. */
export type TargetRow = {
  metricId: string
  version: number
  unit: string | null
  direction: Direction
  statistic: Statistic | 'state'
  minEffect: number
  target: number | null
  acceptance: number | null
  states: string[]
  targetState: string | null
  acceptanceState: string | null
}
type Learned = {
  dimension: string
  storedUnit: string | null
  target: Omit<TargetRow, 'metricId' | 'version'>
}

const open = {
  minEffect: DEFAULT_MIN_EFFECT,
  target: null,
  acceptance: null,
  targetState: null,
  acceptanceState: null,
}

/** What a first measurement tells of its metric: no target; less is better, except for a throughput. */
export function firstDefinition(m: Measurement): Learned {
  if (m.state !== undefined)
    return {
      dimension: STATE_DIMENSION,
      storedUnit: null,
      target: { ...open, unit: null, direction: 'lower', statistic: 'state', states: [m.state] },
    }
  if (m.error !== undefined && m.unit === undefined)
    return {
      dimension: UNKNOWN_DIMENSION,
      storedUnit: null,
      target: { ...open, unit: null, direction: 'lower', statistic: 'p95', states: [] },
    }
  const unit = canonicalUnit(m.unit ?? 'count')
  const dimension = dimensionName(unit)
  const direction = isThroughput(unit) ? 'higher' : 'lower'
  return {
    dimension,
    storedUnit: unit,
    target: { ...open, unit, direction, statistic: defaultStatistic(direction), states: [] },
  }
}

/**
 * What a later measurement adds: the unit, when there were only failures so far; a state not seen before, as the worst, while
 * nobody has said which states there are. Null when there is nothing new.
 */
export function furtherDefinition(row: MetricRow, m: Measurement): Learned | null {
  if (row.dimension === UNKNOWN_DIMENSION)
    return m.error !== undefined && m.unit === undefined ? null : firstDefinition(m)
  if (m.state === undefined || row.dimension !== STATE_DIMENSION || row.states.includes(m.state)) return null
  const first = firstDefinition(m)
  return { ...first, target: { ...first.target, states: [...row.states, m.state] } }
}
