import { sql } from '../db/sql'
import { inUnit } from '../metrics/metric-rows'
import { demandRead } from '../projects/access'
import { notFound, type ReadCtx } from '../projects/context'
import { type AlertRow, alertColumns, alertTables, inUnitOfNow, type RawRow } from './alert-columns'

export type AlertEvent = {
  id: string
  kind: string
  /** name of a member, of a token, or of the system */
  actor: string
  at: Date
  note: string | null
  detail: Record<string, unknown>
}
export type AlertRun = {
  runId: string
  commit: string
  startedAt: Date
  value: number
  side: 'before' | 'after'
}
export type AlertDetail = AlertRow & {
  events: AlertEvent[]
  /** the runs around the change, oldest first, in the metric's unit */
  runs: AlertRun[]
  /** other live alerts whose range of commits overlaps with this one's */
  related: AlertRow[]
}

/** So many runs on each side show whether a level changed. */
const AROUND = 30
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

export async function getAlert(ctx: ReadCtx, id: string): Promise<AlertDetail> {
  demandRead(ctx)
  if (!UUID.test(id)) throw notFound()
  const [row] = await sql<RawRow[]>`
    select ${alertColumns()} ${alertTables()} where a.project_id = ${ctx.project.id} and a.id = ${id}`
  if (!row) throw notFound()
  const [events, runs, related] = await Promise.all([
    readEvents(ctx, id),
    readRuns(ctx, id, row),
    readRelated(ctx, id),
  ])
  return { ...inUnitOfNow(row), events, runs, related }
}

const readEvents = (ctx: ReadCtx, id: string) => sql<AlertEvent[]>`
  select v.id, v.kind, v.at, v.note, v.detail, coalesce(u.name, k.name, 'Phasegate') as actor
  from alert_events v
  left join users u on v.actor = 'user:' || u.id
  left join api_tokens k on k.project_id = v.project_id and v.actor = 'token:' || k.id
  where v.project_id = ${ctx.project.id} and v.alert_id = ${id} order by v.at, v.id`

async function readRuns(ctx: ReadCtx, id: string, { storedUnit, unit }: RawRow): Promise<AlertRun[]> {
  const projectId = ctx.project.id
  const rows = await sql<AlertRun[]>`
    with alert as (select series_id, started_at, run_id from alerts where project_id = ${projectId} and id = ${id}),
    around as (
      (select m.run_id, m.started_at, coalesce(m.value, m.state_rank) as value, 'before' as side
        from alert a join measurements m on m.project_id = ${projectId} and m.series_id = a.series_id
        where m.admissible and m.goal <> 'error' and (m.started_at, m.run_id) < (a.started_at, a.run_id)
        order by m.started_at desc, m.run_id desc limit ${AROUND})
      union all
      (select m.run_id, m.started_at, coalesce(m.value, m.state_rank), 'after'
        from alert a join measurements m on m.project_id = ${projectId} and m.series_id = a.series_id
        where m.admissible and m.goal <> 'error' and (m.started_at, m.run_id) >= (a.started_at, a.run_id)
        order by m.started_at, m.run_id limit ${AROUND}))
    select n.run_id as "runId", r.commit, n.started_at as "startedAt", n.value, n.side
    from around n join runs r on r.project_id = ${projectId} and r.id = n.run_id
    where n.value is not null order by n.started_at, n.run_id`
  const shown = inUnit({ storedUnit, unit })
  return rows.map((run) => ({ ...run, value: shown(run.value) }))
}

/** What happened in the same range of commits, on the same branch and machine. */
async function readRelated(ctx: ReadCtx, id: string): Promise<AlertRow[]> {
  const rows = await sql<RawRow[]>`
    with this as (
      select a.*, s.branch, s.environment_id, coalesce(g.started_at, a.started_at) as good_at
      from alerts a join series s on s.project_id = a.project_id and s.id = a.series_id
      left join runs g on g.project_id = a.project_id and g.id = a.good_run_id
      where a.project_id = ${ctx.project.id} and a.id = ${id})
    select ${alertColumns()} ${alertTables()} cross join this
    where a.project_id = ${ctx.project.id} and a.id <> this.id
      and s.branch = this.branch and s.environment_id = this.environment_id
      and coalesce(g.started_at, a.started_at) < this.started_at + interval '1 microsecond' and this.good_at <= a.started_at
    order by abs(a.effect) desc, a.id limit 50`
  return rows.map(inUnitOfNow)
}
