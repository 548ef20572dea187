import type { MetricDefinition } from '../core/metric'
import { convert } from '../core/units'
import type { Goal } from '../core/wire'
import { sql } from '../db/sql'
import type { ReadCtx } from '../projects/context'
import { definitionOf, type MetricRow } from './definitions'
import { getMetricRow } from './metric-rows'
import { thin } from './thin'

export type SeriesPoint = {
  /** start of the run, milliseconds since 1970 */
  t: number
  /** in the metric's unit; for a metric of states, the rank of the state (0 is best) */
  value: number
  low: number | null
  high: number | null
  runId: string
  commit: string
  simulated: boolean
  goal: Goal
}
export type SeriesLine = {
  seriesId: string
  branch: string
  environment: { name: string; classHash: string }
  /** every point of it is simulated */
  simulated: boolean
  points: SeriesPoint[]
}
export type Series = {
  metric: MetricDefinition
  /** the line with the newest point first */
  lines: SeriesLine[]
  targets: {
    version: number
    from: number
    target: number | string | null
    acceptance: number | string | null
  }[]
  /** how many points there are before thinning */
  total: number
}
export type SeriesFilter = {
  metric: string
  branch?: string
  environment?: string
  from?: Date
  to?: Date
  /** at most so many points per line */
  points?: number
}

type LineRow = Omit<SeriesLine, 'simulated' | 'points'>
const EPOCH = new Date(0)
const FAR = new Date('9999-01-01T00:00:00Z')

/** The points of a metric, one line per branch and environment; the project's default branch unless told otherwise. */
export async function getSeries(ctx: ReadCtx, filter: SeriesFilter): Promise<Series> {
  const metric = await getMetricRow(ctx, filter.metric)
  const branch = filter.branch ?? ctx.project.defaultBranch
  const found = await sql<LineRow[]>`
    select s.id as "seriesId", s.branch, jsonb_build_object('name', e.name, 'classHash', e.class_hash) as environment
    from series s join environments e on e.id = s.environment_id
    where s.project_id = ${ctx.project.id} and s.metric_id = ${metric.id} and s.branch = ${branch}
      ${filter.environment === undefined ? sql`` : sql`and e.name = ${filter.environment}`}`
  const lines = await Promise.all(found.map((line) => readLine(ctx, metric, line, filter)))
  lines.sort((a, b) => (b.points.at(-1)?.t ?? 0) - (a.points.at(-1)?.t ?? 0))
  return {
    metric: definitionOf(metric),
    lines: lines.map(({ count: _, ...line }) => line).filter((line) => line.points.length > 0),
    targets: await readTargets(metric),
    total: lines.reduce((sum, line) => sum + line.count, 0),
  }
}

async function readLine(ctx: ReadCtx, metric: MetricRow, line: LineRow, filter: SeriesFilter) {
  const rows = await sql<SeriesPoint[]>`
    select date_part('epoch', m.started_at) * 1000 as t, coalesce(m.value, m.state_rank) as value, m.low, m.high,
      m.run_id as "runId", r.commit, r.simulated, m.goal
    from measurements m join runs r on r.project_id = m.project_id and r.id = m.run_id
    where m.project_id = ${ctx.project.id} and m.series_id = ${line.seriesId} and m.error is null
      and m.started_at >= ${filter.from ?? EPOCH} and m.started_at <= ${filter.to ?? FAR}
    order by m.started_at, m.run_id`
  const points = thin(rows, filter.points ?? 1_000)
  const { storedUnit, unit } = metric
  const shown =
    storedUnit === null || unit === null || storedUnit === unit
      ? points
      : points.map((p) => ({
          ...p,
          value: convert(p.value, storedUnit, unit),
          low: p.low === null ? null : convert(p.low, storedUnit, unit),
          high: p.high === null ? null : convert(p.high, storedUnit, unit),
        }))
  return {
    ...line,
    simulated: rows.length > 0 && rows.every((r) => r.simulated),
    points: shown,
    count: rows.length,
  }
}

/** Every target there was, in the unit of now. */
async function readTargets(metric: MetricRow): Promise<Series['targets']> {
  const rows = await sql<(Series['targets'][number] & { unit: string | null })[]>`
    select version, date_part('epoch', created_at) * 1000 as "from", unit,
      coalesce(to_jsonb(target), to_jsonb(target_state)) as target,
      coalesce(to_jsonb(acceptance), to_jsonb(acceptance_state)) as acceptance
    from targets where metric_id = ${metric.id} order by version`
  const inUnit = (limit: number | string | null, unit: string | null) =>
    typeof limit === 'number' && unit !== null && metric.unit !== null
      ? convert(limit, unit, metric.unit)
      : limit
  return rows.map(({ unit, ...row }) => ({
    ...row,
    target: inUnit(row.target, unit),
    acceptance: inUnit(row.acceptance, unit),
  }))
}
