import { v7 as uuid } from 'uuid'
import type { Verdict } from '../core/wire'
import type { Tx } from '../db/sql'

/** States in which somebody still has to look; a series has at most one alert in them. */
const LIVE = ['suspected', 'open', 'acknowledged']

type Judged = {
  seriesId: string
  metric: string
  direction: 'lower' | 'higher'
  minEffect: number
  verdict: Verdict
}
type Live = { id: string; seriesId: string; baseline: number | null; unit: string | null; startedAt: Date }
type Where = { projectId: string; runId: string; commit: string; startedAt: Date; at: Date }
export type Raised = { id: string; metric: string; state: 'suspected'; effect: number | null }

/** Whether the value is again as good as before the regression, give or take the smallest effect that counts. */
function isBack({ verdict, direction, minEffect }: Judged, { baseline, unit }: Live) {
  if (verdict.value === null || baseline === null || verdict.unit !== unit || verdict.change === 'regression')
    return false
  const slack = Math.abs(baseline) * minEffect
  return direction === 'lower' ? verdict.value <= baseline + slack : verdict.value >= baseline - slack
}

/** A regression raises one suspected alert per series; a later run that is back at the level before resolves it. */
export async function raiseAlerts(tx: Tx, judged: Judged[], where: Where): Promise<Raised[]> {
  const { projectId, runId, commit, at } = where
  const worse = judged.filter((j) => j.verdict.change === 'regression')
  const ids = judged.map((j) => j.seriesId)
  // Two uploads that see the same regression: the second waits here and finds the alert of the first.
  if (worse.length)
    await tx`select id from series where project_id = ${projectId} and id = any(${worse.map((j) => j.seriesId)}::uuid[])
      order by id for no key update`
  const live = await tx<Live[]>`
    select a.id, a.series_id as "seriesId", (m.verdict->'baseline'->>'value')::float8 as baseline,
      m.verdict->>'unit' as unit, m.started_at as "startedAt"
    from alerts a join measurements m on m.project_id = a.project_id and m.run_id = a.run_id and m.series_id = a.series_id
    where a.project_id = ${projectId} and a.series_id = any(${ids}::uuid[]) and a.state = any(${LIVE})`
  const bySeries = new Map(live.map((alert) => [alert.seriesId, alert]))

  const over = judged.flatMap((j) => {
    const alert = bySeries.get(j.seriesId)
    return alert && alert.startedAt < where.startedAt && isBack(j, alert) ? [alert.id] : []
  })
  if (over.length)
    await tx`update alerts set state = 'resolved', resolved_at = ${at}
      where project_id = ${projectId} and id = any(${over}::uuid[])`

  const raised = worse
    .filter((j) => !bySeries.has(j.seriesId))
    .map((j) => ({
      id: uuid(),
      seriesId: j.seriesId,
      metric: j.metric,
      state: 'suspected' as const,
      effect: j.verdict.effect,
    }))
  if (raised.length)
    await tx`
      insert into alerts (id, project_id, series_id, run_id, commit, state, effect, created_at)
      select id, ${projectId}, "seriesId", ${runId}::uuid, ${commit}, state, coalesce(effect, 0), ${at}
      from json_to_recordset(${JSON.stringify(raised)}::text::json) as r(id uuid, "seriesId" uuid, state text, effect float8)`
  return raised.map(({ seriesId: _, ...alert }) => alert)
}
