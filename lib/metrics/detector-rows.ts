import type { Change } from '../core/change-effect'
import { type DetectorState, pointsNeeded } from '../core/change-state'
import type { Tx } from '../db/sql'

/** A run's place in its series: by start, then by id. */
export type Place = { startedAt: Date; runId: string }
export type Held = { seriesId: string; place: Place; statistic: string; state: DetectorState }
export type SeriesChange = Change & { seriesId: string; settled: boolean }

/** What counts in a series: admissible runs with a number. */
const counts = (tx: Tx, projectId: string) =>
  tx`project_id = ${projectId} and admissible and goal <> 'error' and value is not null`

/** Two uploads to the same series take turns, always in this order. */
export const lockSeries = (tx: Tx, projectId: string, ids: string[]) => tx`
  select id from series where project_id = ${projectId} and id = any(${ids}::uuid[]) order by id for no key update`

export async function readStates(tx: Tx, projectId: string, ids: string[]): Promise<Map<string, Held>> {
  const rows = await tx<(Place & Omit<Held, 'place'>)[]>`
    select series_id as "seriesId", started_at as "startedAt", run_id as "runId", statistic, detector as state
    from series_states where project_id = ${projectId} and series_id = any(${ids}::uuid[])`
  return new Map(
    rows.map(({ startedAt, runId, ...row }) => [row.seriesId, { ...row, place: { startedAt, runId } }]),
  )
}

/** The newest values before a run, oldest first, as many of each series as its detector asks for. */
export async function readNewest(
  tx: Tx,
  projectId: string,
  wanted: { seriesId: string; count: number }[],
  { startedAt, runId }: Place,
): Promise<Map<string, number[]>> {
  if (!wanted.length) return new Map()
  const rows = await tx<{ id: string; values: number[] }[]>`
    select s.id, coalesce(n.values, '{}') as values
    from unnest(${wanted.map((w) => w.seriesId)}::uuid[], ${wanted.map((w) => w.count)}::int[]) as s(id, count)
    cross join lateral (
      select array_agg(x.value order by x.started_at, x.run_id) as values from (
        select value, started_at, run_id from measurements
        where ${counts(tx, projectId)} and series_id = s.id and (started_at, run_id) < (${startedAt}, ${runId}::uuid)
        order by started_at desc, run_id desc limit s.count) x) n`
  return new Map(rows.map(({ id, values }) => [id, values]))
}

/** Those of the series that have a value later than this run. */
export async function readLater(tx: Tx, projectId: string, ids: string[], { startedAt, runId }: Place) {
  if (!ids.length) return new Set<string>()
  const rows = await tx<{ id: string }[]>`
    select s.id from unnest(${ids}::uuid[]) as s(id)
    where exists (
      select 1 from measurements
      where ${counts(tx, projectId)} and series_id = s.id and (started_at, run_id) > (${startedAt}, ${runId}::uuid))`
  return new Set(rows.map((row) => row.id))
}

/** All values of a series in their order, and where each stands. */
export const readWhole = (tx: Tx, projectId: string, ids: string[]) => tx<
  { id: string; values: number[]; startedAt: Date; runId: string }[]
>`
  select series_id as id, array_agg(value order by started_at, run_id) as values,
    (array_agg(started_at order by started_at desc, run_id desc))[1] as "startedAt",
    (array_agg(run_id order by started_at desc, run_id desc))[1] as "runId"
  from measurements where ${counts(tx, projectId)} and series_id = any(${ids}::uuid[]) group by series_id`

export const neededOf = ({ state }: Held, value: number) => pointsNeeded(state, [value])

/** What came late makes a detector forget: it looks at the whole series when it is next asked. */
export async function forget(tx: Tx, projectId: string, ids: string[]) {
  if (!ids.length) return
  await tx`delete from series_states where project_id = ${projectId} and series_id = any(${ids}::uuid[])`
  await tx`delete from change_points where project_id = ${projectId} and series_id = any(${ids}::uuid[])`
}

export async function writeStates(tx: Tx, projectId: string, held: Held[]) {
  if (!held.length) return
  const rows = held.map(({ place, ...row }) => ({ ...row, ...place }))
  await tx`
    insert into series_states (project_id, series_id, started_at, run_id, statistic, detector)
    select ${projectId}, "seriesId", "startedAt", "runId", statistic, state
    from json_to_recordset(${JSON.stringify(rows)}::text::json)
      as r("seriesId" uuid, "startedAt" timestamptz, "runId" uuid, statistic text, state jsonb)
    on conflict (project_id, series_id) do update
      set started_at = excluded.started_at, run_id = excluded.run_id, statistic = excluded.statistic,
        detector = excluded.detector`
}
