import type postgres from 'postgres'
import type { MetricDefinition } from '../core/metric'
import { convert } from '../core/units'
import { verdictNow } from '../core/verdict-now'
import type { Verdict } from '../core/wire'
import type { Tx } from '../db/sql'
import { currentTarget, definitionOf, type MetricRow, metricColumns } from '../metrics/definitions'
import { BASELINE_LENGTH } from '../runs/history'

/** `sql` itself or a transaction of it. */
export type Query = Tx

type Measured = {
  run: string
  bodySha256: string
  commit: string
  startedAt: string
  environment: string
  environmentClass: string
  verdict: Verdict
  /** as the statistic asked for now has it, in the metric's unit */
  value: number | null
  quantiles: number[]
  samples: number
  simulatedBaseline: boolean
}
type Refused = { simulated: boolean; reason: string | null }
type Row = MetricRow & { measured: Measured | null; refused: Refused | null }

/** A metric on a branch: what its newest evidence says against the target as it is now, or what there is instead. */
export type Newest = { definition: MetricDefinition; measured: Measured | null; refused: Refused | null }

/** The newest measurement of each series of `m` on the branch that passes `which`, the first of them by `order`. */
const newestOf = (q: Query, branch: string, which: postgres.Fragment, order: postgres.Fragment) => q`
  from series s
  cross join lateral (
    select x.run_id, x.started_at, x.verdict, x.value, x.quantiles, x.samples, r.body_sha256, r.commit, r.simulated, r.reason
    from measurements x join runs r on r.project_id = x.project_id and r.id = x.run_id
    where x.project_id = s.project_id and x.series_id = s.id ${which}
    order by x.started_at desc, x.run_id desc limit 1
  ) n
  join environments e on e.id = s.environment_id
  where s.project_id = m.project_id and s.metric_id = m.id and s.branch = ${branch}
  order by ${order} limit 1`

/** The newest admissible run of each metric that was measured and not simulated: what decisions and reports rest on. */
export async function readNewest(
  q: Query,
  projectId: string,
  branch: string,
  metrics: string[],
): Promise<Newest[]> {
  const rows = await q<Row[]>`
    select ${metricColumns()}, v.measured, a.refused
    from metrics m ${currentTarget()}
    left join lateral (
      select jsonb_build_object('run', n.run_id, 'bodySha256', n.body_sha256, 'commit', n.commit, 'startedAt', n.started_at,
        'environment', e.name, 'environmentClass', e.class_hash, 'verdict', n.verdict, 'value', n.value, 'quantiles', n.quantiles,
        'samples', n.samples, 'simulatedBaseline', (
          select coalesce(bool_or(r.simulated), false) from (
            select x.project_id, x.run_id from measurements x
            where x.project_id = s.project_id and x.series_id = s.id and x.admissible and x.goal <> 'error'
              and (x.started_at, x.run_id) < (n.started_at, n.run_id)
            order by x.started_at desc, x.run_id desc limit ${BASELINE_LENGTH}) b
          join runs r on r.project_id = b.project_id and r.id = b.run_id)) as measured
      ${newestOf(q, branch, q`and x.admissible and not r.simulated`, q`n.started_at desc, n.run_id desc`)}
    ) v on true
    left join lateral (
      select jsonb_build_object('simulated', n.simulated, 'reason', n.reason) as refused
      ${newestOf(q, branch, q``, q`n.simulated, n.started_at desc, n.run_id desc`)}
    ) a on v.measured is null
    where m.project_id = ${projectId} and m.name = any(${metrics}::text[])
    order by array_position(${metrics}::text[], m.name)`
  return rows.map(({ measured, refused, ...row }) => {
    const definition = definitionOf(row)
    return { definition, measured: measured && shown(measured, row.storedUnit, definition), refused }
  })
}

function shown(m: Measured, storedUnit: string | null, definition: MetricDefinition): Measured {
  const { unit } = definition
  const own = (value: number) =>
    storedUnit === null || unit === null || storedUnit === unit ? value : convert(value, storedUnit, unit)
  const value = m.value === null ? null : own(m.value)
  return {
    ...m,
    value,
    startedAt: new Date(m.startedAt).toISOString(),
    verdict: verdictNow(m.verdict, definition, value),
    quantiles: m.quantiles.map(own),
  }
}
