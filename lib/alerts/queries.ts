import { ALERT_STATES, type AlertState, LIVE_STATES } from '../core/alert-life'
import { sql } from '../db/sql'
import { demandRead } from '../projects/access'
import type { ReadCtx } from '../projects/context'
import { type AlertRow, alertColumns, alertTables, inUnitOfNow, type RawRow } from './alert-columns'

export type { AlertDetail, AlertEvent } from './get-alert'
export { getAlert } from './get-alert'
export { ALERT_STATES, type AlertRow, type AlertState }

export const ALERT_ORDERS = ['newest', 'oldest', 'size', 'owner', 'due'] as const
export type AlertFilter = {
  /** one state, or all in which somebody still has to look, or all others */
  state?: AlertState | 'live' | 'closed'
  metric?: string
  /** a member's id, or nobody */
  owner?: string
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
  owner: () => sql`u.name nulls first`,
  due: () => sql`a.due_at nulls last`,
}

/** Newest first, unless told otherwise. */
export async function listAlerts(ctx: ReadCtx, filter: AlertFilter = {}): Promise<AlertRow[]> {
  demandRead(ctx)
  const { state, metric, owner, order = 'newest' } = filter
  const rows = await sql<RawRow[]>`
    select ${alertColumns()} ${alertTables()}
    where a.project_id = ${ctx.project.id}
      ${state ? sql`and a.state = any(${statesOf(state) as string[]})` : sql``}
      ${metric ? sql`and m.name = ${metric}` : sql``}
      ${owner === 'nobody' ? sql`and a.owner_id is null` : owner ? sql`and a.owner_id = ${owner}` : sql``}
    order by ${ORDER[order]()}, a.created_at desc, a.id desc limit 500`
  return rows.map(inUnitOfNow)
}
