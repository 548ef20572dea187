import type { MetricDefinition } from '../core/metric'
import { sql } from '../db/sql'
import type { ReadCtx } from '../projects/context'
import { definitionOf } from './definitions'
import { getMetricRow, listMetricRows } from './metric-rows'

export { getSeries, type Series, type SeriesFilter, type SeriesLine, type SeriesPoint } from './series'

/** The metrics of the project, in the order in which they came. */
export const listMetrics = async (ctx: ReadCtx): Promise<MetricDefinition[]> =>
  (await listMetricRows(ctx)).map(definitionOf)

export type TargetVersion = {
  version: number
  target: number | string | null
  acceptance: number | string | null
  unit: string | null
  statistic: string
  createdAt: Date
  /** a person's or token's name; null when it is gone */
  createdBy: string | null
}

/** Every version of what was expected, newest first. */
export async function getTargetHistory(ctx: ReadCtx, metric: string): Promise<TargetVersion[]> {
  const { id } = await getMetricRow(ctx, metric)
  return sql<TargetVersion[]>`
    select t.version, t.unit, t.statistic, t.created_at as "createdAt",
      coalesce(to_jsonb(t.target), to_jsonb(t.target_state)) as target,
      coalesce(to_jsonb(t.acceptance), to_jsonb(t.acceptance_state)) as acceptance,
      coalesce(u.name, k.name) as "createdBy"
    from targets t
    left join users u on 'user:' || u.id = t.created_by
    left join api_tokens k on 'token:' || k.id = t.created_by
    where t.metric_id = ${id} and t.project_id = ${ctx.project.id} order by t.version desc`
}
