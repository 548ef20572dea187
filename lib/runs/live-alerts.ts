import type { Tx } from '../db/sql'
import { BASELINE_LENGTH } from './history'

/** States in which somebody still has to look. */
const LIVE = ['suspected', 'open', 'acknowledged']

export type Run = { projectId: string; runId: string; startedAt: Date }
export type Live = {
  id: string
  seriesId: string
  /** the baseline of the run that raised it, as it stands now: in the stored unit, in the statistic of now */
  values: number[]
  ranks: number[]
  /** the baseline of today began after it: what is worse than that is worse than the level of this alert */
  outlived: boolean
}

/** The alerts of these series that nobody is done with and that began before this run. */
export const readLive = (tx: Tx, seriesIds: string[], { projectId, startedAt, runId }: Run) => tx<Live[]>`
  select a.id, a.series_id as "seriesId", b.values, b.ranks, since.n >= ${BASELINE_LENGTH} as outlived
  from alerts a
  join measurements m on m.project_id = a.project_id and m.run_id = a.run_id and m.series_id = a.series_id
  cross join lateral (
    select coalesce(array_agg(x.value) filter (where x.value is not null), '{}') as values,
      coalesce(array_agg(x.state_rank) filter (where x.state_rank is not null), '{}') as ranks
    from (
      select value, state_rank from measurements
      where project_id = a.project_id and series_id = a.series_id and admissible and goal <> 'error'
        and (started_at, run_id) < (m.started_at, m.run_id)
      order by started_at desc, run_id desc limit ${BASELINE_LENGTH}) x) b
  cross join lateral (
    select count(*) as n from (
      select 1 from measurements
      where project_id = a.project_id and series_id = a.series_id and admissible and goal <> 'error'
        and (started_at, run_id) >= (m.started_at, m.run_id) and (started_at, run_id) < (${startedAt}, ${runId}::uuid)
      limit ${BASELINE_LENGTH}) x) since
  where a.project_id = ${projectId} and a.series_id = any(${seriesIds}::uuid[]) and a.state = any(${LIVE})
    and (m.started_at, m.run_id) < (${startedAt}, ${runId}::uuid)`

/** Those of the series that have no admissible run that started later than this one. */
export async function readNewest(tx: Tx, seriesIds: string[], { projectId, startedAt, runId }: Run) {
  if (!seriesIds.length) return new Set<string>()
  const rows = await tx<{ id: string }[]>`
    select s.id from unnest(${[...new Set(seriesIds)]}::uuid[]) as s(id)
    where not exists (
      select 1 from measurements
      where project_id = ${projectId} and series_id = s.id and admissible and goal <> 'error'
        and (started_at, run_id) > (${startedAt}, ${runId}::uuid))`
  return new Set(rows.map((row) => row.id))
}
