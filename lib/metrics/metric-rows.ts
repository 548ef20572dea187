import { convert } from '../core/units'
import { sql } from '../db/sql'
import { demandRead } from '../projects/access'
import { notFound, type ReadCtx } from '../projects/context'
import { currentTarget, type MetricRow, metricColumns } from './definitions'

/** Every metric of the project with its newest target, in the order in which they came. */
export async function listMetricRows(ctx: ReadCtx): Promise<MetricRow[]> {
  demandRead(ctx)
  return sql<MetricRow[]>`
    select ${metricColumns()} from metrics m ${currentTarget()}
    where m.project_id = ${ctx.project.id} order by m.created_at, m.name`
}

export async function getMetricRow(ctx: ReadCtx, metric: string): Promise<MetricRow> {
  demandRead(ctx)
  if (metric.includes('\0')) throw notFound()
  const [row] = await sql<MetricRow[]>`
    select ${metricColumns()} from metrics m ${currentTarget()}
    where m.project_id = ${ctx.project.id} and m.name = ${metric}`
  if (!row) throw notFound()
  return row
}

/** From the unit in which values are stored to the one they are shown in. */
export const inUnit = ({ storedUnit, unit }: Pick<MetricRow, 'storedUnit' | 'unit'>) =>
  storedUnit === null || unit === null || storedUnit === unit
    ? (value: number) => value
    : (value: number) => convert(value, storedUnit, unit)
