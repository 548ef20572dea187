import type { MetricDefinition } from '../core/metric'
import { type NoiseQuality, noiseQuality } from '../core/quality'
import { convert } from '../core/units'
import type { Goal } from '../core/wire'
import { sql } from '../db/sql'
import type { ReadCtx } from '../projects/context'
import { readChanges, type SeriesChangePoint } from './change-points'
import { definitionOf, type MetricRow } from './definitions'
import { getMetricRow, inUnit } from './metric-rows'
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
  /** whether its run may serve as evidence; if not, it is in no baseline either */
  admissible: boolean
  goal: Goal
}
export type SeriesLine = {
  seriesId: string
  branch: string
  environment: { name: string; classHash: string }
  /** every point shown of it is simulated */
  simulated: boolean
  points: SeriesPoint[]
  /** oldest first */
  changes: SeriesChangePoint[]
  /** how small a change its newest level can show; null with fewer than eight runs, and of states */
  noise: NoiseQuality | null
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
  /** where a named environment became another machine: a line of its own begins, and is compared with nothing before */
  machines: { t: number; branch: string; name: string; classHash: string }[]
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

type LineRow = Omit<SeriesLine, 'simulated' | 'points' | 'changes' | 'noise'>
type RunFacts = { commit: string; simulated: boolean }
type PointRow = Omit<SeriesPoint, keyof RunFacts>
/** So many runs tell the noise of a level. */
const NEWEST = 20
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
      ${filter.environment === undefined ? sql`` : sql`and e.name = ${filter.environment}`}
    order by e.name, e.class_hash`
  const [changes, ...read] = await Promise.all([
    readChanges(
      ctx,
      metric,
      found.map((line) => line.seriesId),
    ),
    ...found.map((line) => readLine(ctx, metric, line, filter)),
  ])
  const lines = read.map(({ newest, ...line }) => {
    const own = changes.get(line.seriesId) ?? []
    const since = own.findLast((c) => c.state === 'confirmed')?.t ?? 0
    const level = newest.filter((p) => p.t >= since).map((p) => p.value)
    return { ...line, changes: own, noise: metric.unit === null ? null : noiseQuality(level) }
  })
  lines.sort((a, b) => (b.points.at(-1)?.t ?? 0) - (a.points.at(-1)?.t ?? 0))
  const shown = lines.map(({ count: _, ...line }) => line).filter((line) => line.points.length > 0)
  return {
    metric: definitionOf(metric),
    lines: shown,
    machines: machinesOf(shown),
    targets: await readTargets(metric),
    total: lines.reduce((sum, line) => sum + line.count, 0),
  }
}

function machinesOf(lines: SeriesLine[]): Series['machines'] {
  const first = ({ points }: SeriesLine) => points[0]!.t
  return lines.flatMap((line) => {
    const { branch, environment } = line
    const before = lines.some(
      (l) => l.branch === branch && l.environment.name === environment.name && first(l) < first(line),
    )
    return before ? [{ t: first(line), branch, ...environment }] : []
  })
}

async function readLine(ctx: ReadCtx, metric: MetricRow, line: LineRow, filter: SeriesFilter) {
  // Columns of the index alone: a long history is read without touching a row.
  const rows = await sql<PointRow[]>`
    select date_part('epoch', started_at) * 1000 as t, coalesce(value, state_rank) as value, low, high,
      run_id as "runId", goal, admissible
    from measurements
    where project_id = ${ctx.project.id} and series_id = ${line.seriesId} and goal <> 'error'
      and started_at >= ${filter.from ?? EPOCH} and started_at <= ${filter.to ?? FAR}
    order by started_at, run_id`
  const kept = thin(rows, filter.points ?? 1_000)
  const facts = await readRunFacts(
    ctx,
    kept.map((p) => p.runId),
  )
  const shown = inUnit(metric)
  const points = kept.map(
    (p): SeriesPoint => ({
      ...p,
      ...facts.get(p.runId)!,
      value: shown(p.value),
      low: p.low === null ? null : shown(p.low),
      high: p.high === null ? null : shown(p.high),
    }),
  )
  const simulated = points.length > 0 && points.every((p) => p.simulated)
  const newest = rows.filter((p) => p.admissible).slice(-NEWEST)
  return { ...line, simulated, points, count: rows.length, newest }
}

/** What only the run knows, for the points that are shown. */
async function readRunFacts(ctx: ReadCtx, ids: string[]): Promise<Map<string, RunFacts>> {
  if (!ids.length) return new Map()
  const rows = await sql<(RunFacts & { id: string })[]>`
    select id, commit, simulated from runs where project_id = ${ctx.project.id} and id = any(${ids}::uuid[])`
  return new Map(rows.map(({ id, ...facts }) => [id, facts]))
}

/** Every target there was, in the unit of now. */
async function readTargets(metric: MetricRow): Promise<Series['targets']> {
  const rows = await sql<(Series['targets'][number] & { unit: string | null })[]>`
    select version, date_part('epoch', created_at) * 1000 as "from", unit,
      coalesce(to_jsonb(target), to_jsonb(target_state)) as target,
      coalesce(to_jsonb(acceptance), to_jsonb(acceptance_state)) as acceptance
    from targets where metric_id = ${metric.id} order by version`
  const said = (limit: number | string | null, unit: string | null) =>
    typeof limit === 'number' && unit !== null && metric.unit !== null
      ? convert(limit, unit, metric.unit)
      : limit
  return rows.map(({ unit, ...row }) => ({
    ...row,
    target: said(row.target, unit),
    acceptance: said(row.acceptance, unit),
  }))
}
