import type { MetricDefinition } from '../core/metric'
import type { Direction, Statistic } from '../core/wire'
import { sql } from '../db/sql'

/** A metric with its newest target, as SQL returns it. */
export type MetricRow = {
  id: string
  name: string
  title: string
  dimension: string
  storedUnit: string | null
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

/** Said of a metric that has only failed so far: its first number will tell what it is measured in. */
export const UNKNOWN_DIMENSION = 'unknown'
export const STATE_DIMENSION = 'state'

/** `from metrics m …`, to be given a `where`. */
export const metricColumns = () => sql`
  m.id, m.name, m.title, m.dimension, m.stored_unit as "storedUnit", t.version, t.unit, t.direction, t.statistic,
  t.min_effect as "minEffect", t.target, t.acceptance, t.states, t.target_state as "targetState",
  t.acceptance_state as "acceptanceState"`

export const currentTarget = () => sql`
  join lateral (select * from targets where metric_id = m.id order by version desc limit 1) t on true`

export const definitionOf = (row: MetricRow): MetricDefinition => {
  const ordinal = row.dimension === STATE_DIMENSION
  return {
    metric: row.name,
    title: row.title,
    unit: row.unit,
    direction: row.direction,
    statistic: row.statistic,
    minEffect: row.minEffect,
    target: ordinal ? row.targetState : row.target,
    acceptance: ordinal ? row.acceptanceState : row.acceptance,
    states: row.states,
    targetVersion: row.version,
  }
}
