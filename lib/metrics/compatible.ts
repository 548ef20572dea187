import { canonicalUnit, dimensionOf } from '../core/units'
import type { Measurement } from '../core/wire'
import { type MetricRow, STATE_DIMENSION, UNKNOWN_DIMENSION } from './definitions'

/** A unit nobody knows is a dimension of its own, comparable with itself alone. */
export const dimensionName = (unit: string) => dimensionOf(unit) ?? `unit:${canonicalUnit(unit)}`

/** Why this measurement cannot be one of this metric, or null. */
export function mismatch(
  row: MetricRow,
  m: Measurement,
): { key: 'unit' | 'state' | 'metric'; message: string } | null {
  if (m.error !== undefined || row.dimension === UNKNOWN_DIMENSION) return null
  if (m.state !== undefined) {
    if (row.dimension !== STATE_DIMENSION)
      return { key: 'state', message: `${row.name} is measured in ${row.unit}, not as a state` }
    const limited = row.targetState !== null || row.acceptanceState !== null
    if (limited && !row.states.includes(m.state))
      return { key: 'state', message: `is not one of the states of ${row.name}: ${row.states.join(', ')}` }
    return null
  }
  if (row.dimension === STATE_DIMENSION)
    return { key: 'metric', message: `${row.name} is a state (${row.states.join(', ')}), not a number` }
  if (m.unit !== undefined && dimensionName(m.unit) !== row.dimension)
    return {
      key: 'unit',
      message: `${m.unit} does not convert to ${row.unit}, in which ${row.name} is measured`,
    }
  return null
}
