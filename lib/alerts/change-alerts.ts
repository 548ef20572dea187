import { v7 as uuid } from 'uuid'
import { appendAudit } from '../audit'
import { demand } from '../auth/permissions'
import { actorOf } from '../auth/principal'
import { ALERT_ACTIONS, type AlertState, mayAct } from '../core/alert-life'
import type { Tx } from '../db/sql'
import { sqlTransaction } from '../db/transaction'
import { AppError } from '../errors'
import { notFound, type ReadCtx } from '../projects/context'
import { validate } from '../validate'
import { type AlertInput, type AlertOrder, alertInput } from './schemas'

type Alert = { id: string; state: AlertState; seriesIds: string[]; startedAt: Date; runId: string }

/** Past tense, as events and the audit tell it. */
export const EVENT_OF = {
  acknowledge: 'acknowledged',
  assign: 'assigned',
  comment: 'commented',
  accept: 'accepted',
  dismiss: 'dismissed',
  reopen: 'reopened',
} as const

/**
 * What a person does to one or many alerts: all of it, or nothing. Accepting makes the level after the change the new baseline, with
 * the reason in the audit; so it takes who may sign.
 */
export async function changeAlerts(ctx: ReadCtx, given: AlertInput): Promise<{ changed: number }> {
  const order = validate(alertInput, given, 'The change')
  demand(ctx, order.action === 'accept' ? 'sign' : 'decide')
  await sqlTransaction(async (tx) => {
    const alerts = await lockAlerts(tx, ctx.project.id, [...new Set(order.ids)])
    if (order.action in ALERT_ACTIONS) refuseOthers(order.action as keyof typeof ALERT_ACTIONS, alerts)
    if ('ownerId' in order && order.ownerId) await refuseStranger(tx, ctx, order.ownerId)
    await write(tx, ctx, order, alerts)
    if (order.action === 'accept') await rebaseAt(tx, ctx.project.id, alerts)
    for (const { id, state, runId } of alerts)
      await appendAudit(tx, {
        projectId: ctx.project.id,
        actor: actorOf(ctx.principal),
        action: `alert.${order.action}`,
        subject: id,
        detail: { from: state, run: runId, ...detailOf(order), note: noteOf(order) },
        at: ctx.now,
      })
  })
  return { changed: new Set(order.ids).size }
}

const noteOf = (order: AlertOrder) => ('note' in order && order.note ? order.note : null)
const detailOf = (order: AlertOrder) => ({
  ...('ownerId' in order && { owner: order.ownerId ?? null }),
  ...('dueAt' in order && { dueAt: order.dueAt ?? null }),
})

/** Series first, as uploads do, so that nobody waits in a circle. */
async function lockAlerts(tx: Tx, projectId: string, ids: string[]): Promise<Alert[]> {
  await tx`
    select s.id from series s
    where s.project_id = ${projectId} and s.id in (
      select unnest(series_ids) from alerts where project_id = ${projectId} and id = any(${ids}::uuid[]))
    order by s.id for no key update`
  const alerts = await tx<Alert[]>`
    select id, state, series_ids as "seriesIds", started_at as "startedAt", run_id as "runId" from alerts
    where project_id = ${projectId} and id = any(${ids}::uuid[]) order by id for update`
  if (alerts.length !== ids.length) throw notFound()
  return alerts
}

function refuseOthers(action: keyof typeof ALERT_ACTIONS, alerts: Alert[]) {
  const other = alerts.find((a) => !mayAct(action, a.state))
  if (!other) return
  const which = alerts.length > 1 ? 'One of these alerts' : 'This alert'
  throw new AppError(
    'conflict',
    `${which} is ${other.state} by now; look at it again before you ${action} it.`,
  )
}

async function refuseStranger(tx: Tx, ctx: ReadCtx, userId: string) {
  const [member] = await tx`
    select 1 from memberships where organisation_id = ${ctx.organisation.id} and user_id = ${userId}`
  if (!member)
    throw new AppError('bad_request', 'The owner must be a member of this organisation.', [
      { path: 'ownerId', message: 'is no member' },
    ])
}

async function write(tx: Tx, ctx: ReadCtx, order: AlertOrder, alerts: Alert[]) {
  const to =
    order.action in ALERT_ACTIONS ? ALERT_ACTIONS[order.action as keyof typeof ALERT_ACTIONS].to : null
  const ids = alerts.map((a) => a.id)
  const owner = 'ownerId' in order ? (order.ownerId ?? null) : undefined
  const due =
    'dueAt' in order && order.dueAt !== undefined ? (order.dueAt ? new Date(order.dueAt) : null) : undefined
  const closed = to === 'accepted' || to === 'dismissed' ? ctx.now : null
  await tx`
    update alerts set state = coalesce(${to}, state),
      owner_id = ${owner === undefined ? tx`owner_id` : owner}, due_at = ${due === undefined ? tx`due_at` : due},
      resolved_at = ${to === null ? tx`resolved_at` : closed},
      back_run_id = ${to === 'open' ? null : tx`back_run_id`}, back_at = ${to === 'open' ? null : tx`back_at`}
    where project_id = ${ctx.project.id} and id = any(${ids}::uuid[])`
  const events = ids.map((alertId) => ({ id: uuid(), alertId }))
  await tx`
    insert into alert_events (id, project_id, alert_id, kind, actor, at, note, detail)
    select id, ${ctx.project.id}, "alertId", ${EVENT_OF[order.action]}, ${actorOf(ctx.principal)}, ${ctx.now}, ${noteOf(order)},
      ${JSON.stringify(detailOf(order))}::text::jsonb
    from json_to_recordset(${JSON.stringify(events)}::text::json) as e(id uuid, "alertId" uuid)`
}

/** From the first run of the accepted level on; of several for one series, the latest. */
async function rebaseAt(tx: Tx, projectId: string, alerts: Alert[]) {
  const rows = alerts.flatMap(({ seriesIds, startedAt, runId }) =>
    seriesIds.map((seriesId) => ({ seriesId, startedAt, runId })),
  )
  await tx`
    update series s set baseline_at = u."startedAt", baseline_run_id = u."runId"
    from (
      select distinct on ("seriesId") * from json_to_recordset(${JSON.stringify(rows)}::text::json)
        as r("seriesId" uuid, "startedAt" timestamptz, "runId" uuid)
      order by "seriesId", "startedAt" desc, "runId" desc) u
    where s.project_id = ${projectId} and s.id = u."seriesId"
      and (s.baseline_at is null or (s.baseline_at, s.baseline_run_id) < (u."startedAt", u."runId"))`
}
