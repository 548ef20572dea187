import type { AlertState, KnownAlert } from '../core/alert-life'
import type { Tx } from '../db/sql'

export type AlertRow = {
  id: string
  kind: 'metric' | 'environment'
  state: AlertState
  seriesIds: string[]
  indexes: number[]
  seriesId: string
  statistic: string
  before: number | null
}

/** Alerts of these series, whatever became of them: each change raises one in its life. */
export const readAlerts = (tx: Tx, projectId: string, seriesIds: string[]) => tx<AlertRow[]>`
  select id, kind, state, series_ids as "seriesIds", indexes, series_id as "seriesId", statistic, before from alerts
  where project_id = ${projectId} and series_ids && ${seriesIds}::uuid[] order by started_at, run_id, id`

/** An alert as one of its series sees it. What it does not know itself, the baseline does, which a live alert keeps where it was. */
export const seenBy = (
  { seriesId, statistic, level }: { seriesId: string; statistic: string; level: number | null },
  alerts: AlertRow[],
): KnownAlert[] =>
  alerts
    .filter((a) => a.seriesIds.includes(seriesId))
    .map((a) => ({
      id: a.id,
      state: a.state,
      index: a.indexes[a.seriesIds.indexOf(seriesId)] ?? 0,
      shared: a.seriesIds.length > 1,
      before: (a.seriesId === seriesId && a.statistic === statistic ? a.before : null) ?? level,
    }))

/** Those of the series that have no admissible run that started later than this one. */
export async function readNewest(
  tx: Tx,
  seriesIds: string[],
  { projectId, startedAt, runId }: { projectId: string; startedAt: Date; runId: string },
) {
  if (!seriesIds.length) return new Set<string>()
  const rows = await tx<{ id: string }[]>`
    select s.id from unnest(${[...new Set(seriesIds)]}::uuid[]) as s(id)
    where not exists (
      select 1 from measurements
      where project_id = ${projectId} and series_id = s.id and admissible and goal <> 'error'
        and (started_at, run_id) > (${startedAt}, ${runId}::uuid))`
  return new Set(rows.map((row) => row.id))
}
