import { ALERT_STATES, type AlertState, LIVE_STATES } from '../core/alert-life'
import { sql } from '../db/sql'
import { demandRead } from '../projects/access'
import type { ReadCtx } from '../projects/context'
import { type AlertRow, alertColumns, alertTables, inUnitOfNow, type RawRow } from './alert-columns'

export type { AlertDetail, AlertEvent, AlertRun } from './get-alert'
export { getAlert } from './get-alert'
export { type AlertStep, getAlertSteps } from './runs-around'
export { ALERT_STATES, type AlertRow, type AlertState }

export const ALERT_ORDERS = ['newest', 'oldest', 'size', 'owner', 'due'] as const
export type AlertFilter = {
  /** one state, or all in which somebody still has to look, or all others */
  state?: AlertState | 'live' | 'closed'
  /** also one of several that an alert is about */
  metric?: string
  /** a member's id, or nobody */
  owner?: string
  /** due before this instant */
  dueBefore?: Date
  order?: (typeof ALERT_ORDERS)[number]
}

const statesOf = (state: NonNullable<AlertFilter['state']>): readonly string[] =>
  state === 'live'
    ? LIVE_STATES
    : state === 'closed'
      ? ALERT_STATES.filter((s) => !LIVE_STATES.includes(s))
      : [state]

const ORDER = {
  newest: () => sql`a.created_at desc`,
  oldest: () => sql`a.created_at`,
  size: () => sql`abs(a.effect) desc`,
  owner: () => sql`u.name nulls first, a.owner_id`,
  due: () => sql`a.due_at nulls last`,
}

const metricsOf = () => sql`
  select 1 from series y join metrics x on x.id = y.metric_id
  where y.project_id = a.project_id and y.id = any(a.series_ids)`

/** How many somebody still has to look at. */
export async function countLiveAlerts(ctx: ReadCtx): Promise<number> {
  demandRead(ctx)
  const [row] = await sql<{ count: number }[]>`
    select count(*)::int as count from alerts
    where project_id = ${ctx.project.id} and state = any(${LIVE_STATES as string[]})`
  return row!.count
}

/** Newest first, unless told otherwise. */
export async function listAlerts(ctx: ReadCtx, filter: AlertFilter = {}): Promise<AlertRow[]> {
  demandRead(ctx)
  const { state, metric, owner, dueBefore, order = 'newest' } = filter
  const rows = await sql<RawRow[]>`
    select ${alertColumns()} ${alertTables()}
    where a.project_id = ${ctx.project.id}
      ${state ? sql`and a.state = any(${statesOf(state) as string[]})` : sql``}
      ${metric ? sql`and exists (${metricsOf()} and x.name = ${metric})` : sql``}
      ${owner === 'nobody' ? sql`and a.owner_id is null` : owner ? sql`and a.owner_id = ${owner}` : sql``}
      ${dueBefore ? sql`and a.due_at < ${dueBefore}` : sql``}
    order by ${ORDER[order]()}, a.created_at desc, a.id desc limit 500`
  return rows.map(inUnitOfNow)
}

/** Which metrics there are alerts about, by title. */
export async function listAlertedMetrics(ctx: ReadCtx): Promise<{ metric: string; title: string }[]> {
  demandRead(ctx)
  return sql<{ metric: string; title: string }[]>`
    select m.name as metric, m.title from metrics m
    where m.project_id = ${ctx.project.id} and exists (
      select 1 from series s join alerts a on a.project_id = s.project_id and a.series_ids @> array[s.id]
      where s.project_id = m.project_id and s.metric_id = m.id)
    order by m.title, m.name`
}
