import type { MetricDefinition } from '../core/metric'
import { convert } from '../core/units'
import { verdictNow } from '../core/verdict-now'
import type { Verdict } from '../core/wire'
import { sql } from '../db/sql'
import { currentTarget, definitionOf, type MetricRow, metricColumns } from '../metrics/definitions'
import { demandRead } from '../projects/access'
import type { ReadCtx } from '../projects/context'
import type { OverviewMetric } from './rows'

const SPARK = 30

type Latest = {
  verdict: Verdict
  value: number | null
  runId: string
  startedAt: string
  simulated: boolean
  admissible: boolean
}
type Row = MetricRow & {
  latest: Latest | null
  spark: { t: number; value: number; simulated: boolean }[] | null
}

/**
 * Each metric with its newest verdict, judged against the target of now, on the default branch and the 30 runs before it. The series with the newest run stands for
 * the metric, a real run before any simulated one. The points of two machines are never mixed; simulated ones, which say so, fill up.
 */
export async function getOverviewMetrics(ctx: ReadCtx): Promise<OverviewMetric[]> {
  demandRead(ctx)
  const rows = await sql<Row[]>`
    select ${metricColumns()}, n.latest, k.spark
    from metrics m ${currentTarget()}
    left join lateral (
      select s.id, jsonb_build_object('verdict', l.verdict, 'value', l.value, 'runId', l.run_id, 'startedAt', l.started_at,
        'simulated', l.simulated, 'admissible', l.admissible) as latest
      from series s cross join lateral (
        select x.verdict, x.value, x.run_id, x.started_at, x.admissible, r.simulated
        from measurements x join runs r on r.project_id = x.project_id and r.id = x.run_id
        where x.project_id = s.project_id and x.series_id = s.id
        order by x.started_at desc, x.run_id desc limit 1) l
      where s.project_id = m.project_id and s.metric_id = m.id and s.branch = ${ctx.project.defaultBranch}
      order by l.simulated, l.started_at desc limit 1) n on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('t', date_part('epoch', p.started_at) * 1000,
        'value', coalesce(p.value, p.state_rank), 'simulated', p.simulated) order by p.started_at, p.run_id) as spark
      from (
        select x.started_at, x.run_id, x.value, x.state_rank, x.simulated
        from series s cross join lateral (
          select x.started_at, x.run_id, x.value, x.state_rank, r.simulated
          from measurements x join runs r on r.project_id = x.project_id and r.id = x.run_id
          where x.project_id = s.project_id and x.series_id = s.id and x.error is null
          order by x.started_at desc, x.run_id desc limit ${SPARK}) x
        where s.project_id = m.project_id and s.metric_id = m.id and s.branch = ${ctx.project.defaultBranch}
          and (s.id = n.id or x.simulated)
        order by x.started_at desc, x.run_id desc limit ${SPARK}) p) k on true
    where m.project_id = ${ctx.project.id}
    order by m.created_at, m.name`
  return rows.map((row) => {
    const definition = definitionOf(row)
    return {
      definition,
      latest: row.latest && latestOf(row.latest, row.storedUnit, definition),
      spark: (row.spark ?? []).map((p) => ({ ...p, value: shown(p.value, row.storedUnit, definition) })),
    }
  })
}

/** Against the target as it is now: the page that shows it shows that target too. */
function latestOf({ value, verdict, ...latest }: Latest, storedUnit: string | null, d: MetricDefinition) {
  const restated = value === null ? null : shown(value, storedUnit, d)
  return { ...latest, startedAt: new Date(latest.startedAt), verdict: verdictNow(verdict, d, restated) }
}

const shown = (value: number, from: string | null, { unit }: MetricDefinition) =>
  from === null || unit === null || from === unit ? value : convert(value, from, unit)
