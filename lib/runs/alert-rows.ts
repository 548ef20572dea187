import { v7 as uuid } from 'uuid'
import type { Change } from '../core/change-effect'
import type { Tx } from '../db/sql'
import type { Detected } from '../metrics/detect'
import type { Judged, Where } from './raise-alerts'

export type NewAlert = {
  id: string
  kind: 'metric' | 'environment'
  metric: string
  seriesId: string
  seriesIds: string[]
  indexes: number[]
  state: 'suspected' | 'open'
  effect: number | null
  low: number | null
  high: number | null
  statistic: string
  before: number | null
  after: number | null
  /** where the detector sees the change; null: with this run */
  changeIndex: number | null
}
type Event = { alertId: string; kind: string; detail: Record<string, unknown> }
type Done<D> = { judged: Judged; decision: D }

/** What several series say of one alert is written once, as the first of them says it. */
export const onePerAlert = <T extends { decision: { id: string } }>(all: T[]) => [
  ...new Map(all.toReversed().map((one) => [one.decision.id, one])).values(),
]

export async function writeEvents(tx: Tx, projectId: string, actor: string, at: Date, events: Event[]) {
  if (!events.length) return
  const rows = events.map((event) => ({ id: uuid(), ...event }))
  await tx`
    insert into alert_events (id, project_id, alert_id, kind, actor, at, detail)
    select id, ${projectId}, "alertId", kind, ${actor}, ${at}, detail
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as e(id uuid, "alertId" uuid, kind text, detail jsonb)`
}

export async function openAlerts(tx: Tx, alerts: NewAlert[], where: Where) {
  if (!alerts.length) return
  const { projectId, runId, startedAt, commit, at } = where
  await tx`
    insert into alerts (id, project_id, kind, series_id, series_ids, indexes, run_id, started_at, commit, good_run_id, state, effect,
      low, high, statistic, before, after, created_at)
    select a.id, ${projectId}, a.kind, a."seriesId", a."seriesIds", a.indexes, coalesce(c.run_id, ${runId}::uuid),
      coalesce(c.started_at, ${startedAt}), coalesce(r.commit, ${commit}), coalesce(c.before_run_id, g.run_id), a.state,
      coalesce(a.effect, 0), a.low, a.high, a.statistic, a.before, a.after, ${at}
    from json_to_recordset(${JSON.stringify(alerts)}::text::json) as a(id uuid, kind text, "seriesId" uuid, "seriesIds" uuid[],
      indexes int[], state text, effect float8, low float8, high float8, statistic text, before float8, after float8,
      "changeIndex" int)
    left join change_points c on c.project_id = ${projectId} and c.series_id = a."seriesId" and c.index = a."changeIndex"
    left join runs r on r.project_id = ${projectId} and r.id = c.run_id
    left join lateral (
      select m.run_id from measurements m
      where m.project_id = ${projectId} and m.series_id = a."seriesId" and m.admissible and m.goal <> 'error'
        and (m.started_at, m.run_id) < (${startedAt}, ${runId}::uuid)
      order by m.started_at desc, m.run_id desc limit 1) g on true`
  const events = alerts.map(({ id, state, effect, kind }) => ({
    alertId: id,
    kind: 'raised',
    detail: { runId, state, effect, kind },
  }))
  await writeEvents(tx, projectId, 'system', at, events)
}

/** What the detector says of a change, in the series that shifted most, is what its alert says; confirmed, it is open. */
export async function updateAlerts(
  tx: Tx,
  all: Done<{ kind: 'confirm' | 'move'; id: string; change: Change; moved?: boolean }>[],
  { projectId, runId, commit, at }: Where,
) {
  if (!all.length) return
  const rows = all.map(({ judged: { seriesId, statistic }, decision: { id, kind, change } }) => ({
    ...change,
    id,
    kind,
    seriesId,
    statistic,
  }))
  await tx`
    update alerts a set state = case when u.kind = 'confirm' then 'open' else a.state end,
      indexes[array_position(a.series_ids, u."seriesId")] = u.index,
      (effect, low, high, statistic, before, after, run_id, started_at, good_run_id, commit) = (
        select coalesce(u.effect, 0), u.low, u.high, u.statistic, u.before, u.after, c.run_id, c.started_at, c.before_run_id,
          coalesce((select r.commit from runs r where r.project_id = a.project_id and r.id = c.run_id), ${commit})
        where u."seriesId" = a.series_id
        union all
        select a.effect, a.low, a.high, a.statistic, a.before, a.after, a.run_id, a.started_at, a.good_run_id, a.commit
        where u."seriesId" <> a.series_id)
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as u(id uuid, kind text, "seriesId" uuid, index int, effect float8,
      statistic text, low float8, high float8, before float8, after float8)
    join change_points c on c.project_id = ${projectId} and c.series_id = u."seriesId" and c.index = u.index
    where a.id = u.id and a.project_id = ${projectId}`
  const events = all.flatMap(({ decision: { id, kind, moved, change } }) => {
    const detail = { runId, effect: change.effect, low: change.low, high: change.high }
    if (kind === 'confirm') return [{ alertId: id, kind: 'confirmed', detail }]
    return moved ? [{ alertId: id, kind: 'moved', detail }] : []
  })
  await writeEvents(tx, projectId, 'system', at, events)
}

export async function resolveAlerts(
  tx: Tx,
  all: Done<{ id: string; index: number; why: string }>[],
  detected: Map<string, Detected>,
  { projectId, runId, startedAt, at }: Where,
) {
  if (!all.length) return
  const rows = all.map(({ judged: { seriesId }, decision: { id, index } }) => {
    const points = detected.get(seriesId)?.points
    return { id, seriesId, index: points === undefined || index === points - 1 ? null : index }
  })
  await tx`
    update alerts a set state = 'resolved', resolved_at = ${at}, back_run_id = coalesce(c.run_id, ${runId}::uuid),
      back_at = coalesce(c.started_at, ${startedAt})
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as u(id uuid, "seriesId" uuid, index int)
    left join change_points c on c.project_id = ${projectId} and c.series_id = u."seriesId" and c.index = u.index
    where a.id = u.id and a.project_id = ${projectId}`
  const why = new Map(all.map(({ decision: { id, why } }) => [id, why]))
  const events = rows.map(({ id }) => ({
    alertId: id,
    kind: 'resolved',
    detail: { runId, why: why.get(id) ?? null },
  }))
  await writeEvents(tx, projectId, 'system', at, events)
}

/** A level that is better is what later runs are compared with, from its first run on. */
export async function rebase(tx: Tx, all: Done<{ index: number }>[], { projectId }: Where) {
  if (!all.length) return
  const rows = all.map(({ judged: { seriesId }, decision: { index } }) => ({ seriesId, index }))
  await tx`
    update series s set baseline_run_id = c.run_id, baseline_at = c.started_at
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as u("seriesId" uuid, index int)
    join change_points c on c.project_id = ${projectId} and c.series_id = u."seriesId" and c.index = u.index
    where s.project_id = ${projectId} and s.id = u."seriesId"
      and (s.baseline_at is null or (s.baseline_at, s.baseline_run_id) < (c.started_at, c.run_id))`
}
