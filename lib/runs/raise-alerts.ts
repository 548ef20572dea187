import { v7 as uuid } from 'uuid'
import { compareRank, compareRun } from '../core/compare'
import type { Tx } from '../db/sql'
import type { NewMeasurement } from './insert-run'
import { type Live, type Run, readLive, readNewest } from './live-alerts'

type Judged = NewMeasurement & { metric: string; direction: 'lower' | 'higher'; minEffect: number }
export type Raised = { id: string; metric: string; state: 'suspected'; effect: number | null }

/** Whether the value is again as good as it was before the alert, give or take the smallest effect that counts. */
function isBack({ value, stateRank, verdict, direction, minEffect }: Judged, { values, ranks }: Live) {
  if (verdict.change === 'regression') return false
  if (stateRank !== null) return compareRank(stateRank, ranks).decided !== 'regression'
  const level = value === null ? null : compareRun(value, values, { direction, minEffect }).baseline?.value
  if (value === null || level == null) return false
  const slack = Math.abs(level) * minEffect
  return direction === 'lower' ? value <= level + slack : value >= level - slack
}

/**
 * A regression raises one suspected alert per series and level; a later run that is back at the level before resolves it. Only the
 * newest run of a series says how it stands: one that comes late changes no alert.
 */
export async function raiseAlerts(
  tx: Tx,
  judged: Judged[],
  where: Run & { commit: string; at: Date },
): Promise<Raised[]> {
  const { projectId, runId, commit, at } = where
  const worse = judged.filter((j) => j.verdict.change === 'regression')
  // Two uploads that see the same regression: the second waits here and finds the alert of the first.
  if (worse.length)
    await tx`select id from series where project_id = ${projectId} and id = any(${worse.map((j) => j.seriesId)}::uuid[])
      order by id for no key update`
  const live = await readLive(
    tx,
    judged.map((j) => j.seriesId),
    where,
  )
  const liveOf = (j: Judged) => live.filter((alert) => alert.seriesId === j.seriesId)
  const over = judged.flatMap((j) => liveOf(j).filter((alert) => isBack(j, alert)))
  const fresh = worse.filter((j) => liveOf(j).every((alert) => alert.outlived))
  const newest = await readNewest(
    tx,
    [...over, ...fresh].map((o) => o.seriesId),
    where,
  )

  const resolved = over.filter((alert) => newest.has(alert.seriesId)).map((alert) => alert.id)
  if (resolved.length)
    await tx`update alerts set state = 'resolved', resolved_at = ${at}
      where project_id = ${projectId} and id = any(${resolved}::uuid[]) and resolved_at is null`
  const raised = fresh
    .filter((j) => newest.has(j.seriesId))
    .map(({ seriesId, metric, verdict: { effect } }) => ({ id: uuid(), seriesId, metric, effect }))
  if (raised.length)
    await tx`
      insert into alerts (id, project_id, series_id, run_id, commit, state, effect, created_at)
      select id, ${projectId}, "seriesId", ${runId}::uuid, ${commit}, 'suspected', coalesce(effect, 0), ${at}
      from json_to_recordset(${JSON.stringify(raised)}::text::json) as r(id uuid, "seriesId" uuid, effect float8)`
  return raised.map(({ seriesId: _, ...alert }) => ({ ...alert, state: 'suspected' }))
}
