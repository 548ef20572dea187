import { overlaps } from '../core/alert-groups'
import { sql } from '../db/sql'
import { demandRead } from '../projects/access'
import { notFound, type ReadCtx } from '../projects/context'
import { type AlertRow, alertColumns, alertTables, inUnitOfNow, type RawRow } from './alert-columns'
import { type AlertRun, readRunsAround } from './runs-around'

export type AlertEvent = {
  id: string
  kind: string
  /** name of a member, of a token, or of the system */
  actor: string
  at: Date
  note: string | null
  detail: Record<string, unknown>
}
export type { AlertRun }
export type AlertDetail = AlertRow & {
  events: AlertEvent[]
  /** the runs around the change, oldest first, in the metric's unit */
  runs: AlertRun[]
  /** how sure the detector is that it was not chance, 0 to 1; null where it has not seen the change */
  confidence: number | null
  /** other alerts, of whatever state, that the same change may have caused, the largest first */
  related: AlertRow[]
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

export async function getAlert(ctx: ReadCtx, id: string): Promise<AlertDetail> {
  demandRead(ctx)
  if (!UUID.test(id)) throw notFound()
  const [row] = await sql<(RawRow & { confidence: number | null })[]>`
    select ${alertColumns()}, c.confidence ${alertTables()}
    left join change_points c on c.project_id = a.project_id and c.series_id = a.series_id and c.run_id = a.run_id
    where a.project_id = ${ctx.project.id} and a.id = ${id}`
  if (!row) throw notFound()
  const [events, runs, related] = await Promise.all([
    readEvents(ctx, id),
    readRunsAround(ctx, id, row),
    readRelated(ctx, id, row),
  ])
  return { ...inUnitOfNow(row), confidence: row.confidence, events, runs, related }
}

const readEvents = (ctx: ReadCtx, id: string) => sql<AlertEvent[]>`
  select v.id, v.kind, v.at, v.note, v.detail, coalesce(u.name, k.name, 'Phasegate') as actor
  from alert_events v
  left join users u on v.actor = 'user:' || u.id
  left join api_tokens k on k.project_id = v.project_id and v.actor = 'token:' || k.id
  where v.project_id = ${ctx.project.id} and v.alert_id = ${id} order by v.at, v.id`

/** What may have the same cause. The rule is the heart's; SQL only leaves out what is far away. */
async function readRelated(ctx: ReadCtx, id: string, row: RawRow): Promise<AlertRow[]> {
  const rows = await sql<RawRow[]>`
    select ${alertColumns()} ${alertTables()}
    where a.project_id = ${ctx.project.id} and a.id <> ${id} and s.branch = ${row.branch} and e.name = ${row.environment}
      and coalesce(g.started_at, a.started_at) <= ${row.startedAt}
      and a.started_at >= ${row.good?.startedAt ?? row.startedAt}::timestamptz - interval '1 second'
    order by abs(a.effect) desc, a.id limit 200`
  return rows.filter((other) => overlaps(other, row)).map(inUnitOfNow)
}
