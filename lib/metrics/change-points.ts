import { sql } from '../db/sql'
import type { ReadCtx } from '../projects/context'
import type { MetricRow } from './definitions'
import { lookAnew } from './detect'
import { inUnit } from './metric-rows'

/** Where a series took a new level. */
export type SeriesChangePoint = {
  /** start of the first run of the new level, milliseconds since 1970 */
  t: number
  runId: string
  state: 'suspected' | 'confirmed'
  /** levels in the metric's unit */
  before: number
  after: number
  /** ratio minus 1, and its 95% interval */
  effect: number | null
  low: number | null
  high: number | null
}

/** The change points of each series of a metric, oldest first, by series. */
export async function readChanges(
  ctx: ReadCtx,
  metric: MetricRow,
  ids: string[],
): Promise<Map<string, SeriesChangePoint[]>> {
  if (!ids.length) return new Map()
  await lookAnew(ctx.project.id, ids)
  const rows = await sql<(SeriesChangePoint & { seriesId: string })[]>`
    select series_id as "seriesId", date_part('epoch', started_at) * 1000 as t, run_id as "runId", state, before, after, effect, low,
      high
    from change_points where project_id = ${ctx.project.id} and series_id = any(${ids}::uuid[])
    order by started_at, index`
  const shown = inUnit(metric)
  const found = new Map<string, SeriesChangePoint[]>(ids.map((id) => [id, []]))
  for (const { seriesId, ...row } of rows)
    found.get(seriesId)!.push({ ...row, before: shown(row.before), after: shown(row.after) })
  return found
}
