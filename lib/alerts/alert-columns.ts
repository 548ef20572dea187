import type { AlertState } from '../core/alert-life'
import { sql } from '../db/sql'
import { currentTarget } from '../metrics/definitions'
import { inUnit } from '../metrics/metric-rows'

export type AlertRow = {
  id: string
  kind: 'metric' | 'environment'
  metric: string
  title: string
  unit: string | null
  direction: 'lower' | 'higher'
  /** of a metric of states, best first; else empty */
  states: string[]
  state: AlertState
  /** ratio minus 1, with its 95% interval where the detector has seen the change */
  effect: number
  low: number | null
  high: number | null
  /** levels in the metric's unit of now; ranks for states */
  before: number | null
  after: number | null
  /** first bad run */
  runId: string
  commit: string
  startedAt: Date
  /** last good run */
  good: { runId: string; commit: string; startedAt: string } | null
  /** titles of all metrics that shifted, the worst first */
  metrics: { metric: string; title: string }[]
  owner: { id: string; name: string } | null
  dueAt: Date | null
  createdAt: Date
  resolvedAt: Date | null
  branch: string
  environment: string
  simulated: boolean
}
export type RawRow = AlertRow & { storedUnit: string | null }

/** Everything that is shown of an alert, by `a`. */
export const alertColumns = () => sql`
  a.id, a.kind, m.name as metric, m.title, t.unit, t.direction, t.states, m.stored_unit as "storedUnit", a.state, a.effect, a.low, a.high,
  a.before, a.after, a.run_id as "runId", coalesce(r.commit, a.commit) as commit, a.started_at as "startedAt", a.created_at as "createdAt",
  a.resolved_at as "resolvedAt", a.due_at as "dueAt", s.branch, e.name as environment, coalesce(r.simulated, false) as simulated,
  case when g.id is null then null else jsonb_build_object('runId', g.id, 'commit', g.commit, 'startedAt', g.started_at) end as good,
  case when u.id is null then null else jsonb_build_object('id', u.id, 'name', u.name) end as owner,
  (select jsonb_agg(jsonb_build_object('metric', x.name, 'title', x.title) order by i.n)
    from unnest(a.series_ids) with ordinality as i(id, n)
    join series y on y.project_id = a.project_id and y.id = i.id join metrics x on x.id = y.metric_id) as metrics`

export const alertTables = () => sql`
  from alerts a
  join series s on s.project_id = a.project_id and s.id = a.series_id
  join metrics m on m.id = s.metric_id ${currentTarget()}
  join environments e on e.id = s.environment_id
  left join runs r on r.project_id = a.project_id and r.id = a.run_id
  left join runs g on g.project_id = a.project_id and g.id = a.good_run_id
  left join users u on u.id = a.owner_id`

/** Levels in the unit that the metric has now. */
export function inUnitOfNow({ storedUnit, ...row }: RawRow): AlertRow {
  const shown = inUnit({ storedUnit, unit: row.unit })
  const level = (value: number | null) => (value === null ? null : shown(value))
  return { ...row, before: level(row.before), after: level(row.after) }
}
