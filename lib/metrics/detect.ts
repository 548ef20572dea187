import type { Change } from '../core/change-effect'
import { takePoints } from '../core/change-points'
import { noPoints } from '../core/change-state'
import { sql, type Tx } from '../db/sql'
import { sqlTransaction } from '../db/transaction'
import { writeChanges } from './change-rows'
import { currentTarget } from './definitions'
import {
  forget,
  type Held,
  lockSeries,
  neededOf,
  type Place,
  readLater,
  readNewest,
  readStates,
  readWhole,
  type SeriesChange,
  writeStates,
} from './detector-rows'

type Measured = { seriesId: string; statistic: string; value: number | null }
type Point = Measured & { value: number }
/** `points`: how many values the series has now; `changes`: those no earlier run has settled, oldest first. */
export type Detected = { points: number; changes: Change[] }

const isAfter = (a: Place, b: Place) =>
  a.startedAt > b.startedAt || (a.startedAt.getTime() === b.startedAt.getTime() && a.runId > b.runId)

/**
 * Takes one admissible value into each series, before its run is stored. The cost does not grow with their history, but for a series
 * that has to be looked at anew. A value that comes late changes what every later one meant: its series is left out of the answer, and
 * looked at as a whole when it is next asked.
 */
export async function takeIn(
  tx: Tx,
  projectId: string,
  measured: Measured[],
  run: Place,
): Promise<Map<string, Detected>> {
  const points = measured.filter((m): m is Point => m.value !== null)
  if (!points.length) return new Map()
  const ids = points.map((p) => p.seriesId)
  await lockSeries(tx, projectId, ids)
  const held = await readStates(tx, projectId, ids)
  const unknown = points.filter((p) => held.get(p.seriesId)?.statistic !== p.statistic)
  const late = await readLater(
    tx,
    projectId,
    unknown.map((p) => p.seriesId),
    run,
  )
  for (const { seriesId, place } of held.values()) if (isAfter(place, run)) late.add(seriesId)
  await forget(tx, projectId, [...late])
  const inTime = points.filter((p) => !late.has(p.seriesId))
  const whole = await lookAtWhole(
    tx,
    projectId,
    unknown.filter((p) => !late.has(p.seriesId)),
  )
  const before = new Map([...held, ...whole.map((h) => [h.seriesId, h] as const)])
  return pushAll(tx, projectId, inTime, before, run)
}

async function pushAll(
  tx: Tx,
  projectId: string,
  points: Point[],
  known: Map<string, Held>,
  run: Place,
): Promise<Map<string, Detected>> {
  const all = points.map(({ seriesId, statistic, value }) => {
    const had = known.get(seriesId)
    const held = had?.statistic === statistic ? had : { seriesId, statistic, place: run, state: noPoints() }
    return { held, value, count: neededOf(held, value) }
  })
  const wanted = all.flatMap(({ held: { seriesId }, count }) => (count > 0 ? [{ seriesId, count }] : []))
  const before = await readNewest(tx, projectId, wanted, run)
  const seen = all.map(({ held, value }): Seen => {
    const { state, ...changes } = takePoints(held.state, [value], before.get(held.seriesId) ?? [])
    return { held: { ...held, place: run, state }, ...changes }
  })
  await keep(tx, projectId, seen)
  return new Map(
    seen.map(({ held: { seriesId, state }, settled, changes }) => [
      seriesId,
      { points: state.points, changes: [...settled, ...changes] },
    ]),
  )
}

type Seen = { held: Held; settled: Change[]; changes: Change[] }

async function keep(tx: Tx, projectId: string, seen: Seen[]) {
  if (!seen.length) return
  const rows = seen.flatMap(({ held: { seriesId }, settled, changes }): SeriesChange[] => [
    ...settled.map((c) => ({ ...c, seriesId, settled: true })),
    ...changes.map((c) => ({ ...c, seriesId, settled: false })),
  ])
  const held = seen.map((s) => s.held)
  await writeStates(tx, projectId, held)
  await writeChanges(tx, projectId, held, rows)
}

/** Series of which nothing is known that still holds, from their first value on. Those without one are left out. */
async function lookAtWhole(
  tx: Tx,
  projectId: string,
  series: { seriesId: string; statistic: string }[],
): Promise<Held[]> {
  const ids = series.map((s) => s.seriesId)
  if (!ids.length) return []
  await forget(tx, projectId, ids)
  const statistics = new Map(series.map((s) => [s.seriesId, s.statistic]))
  const seen = (await readWhole(tx, projectId, ids)).map(({ id, values, ...place }): Seen => {
    const { state, ...changes } = takePoints(noPoints(), values, [])
    return { held: { seriesId: id, statistic: statistics.get(id)!, place, state }, ...changes }
  })
  await keep(tx, projectId, seen)
  return seen.map((s) => s.held)
}

/** Sees to it that what is written of these series is what the detector says of all their values. */
export async function lookAnew(projectId: string, ids: string[]): Promise<void> {
  const unknown = await sql<{ seriesId: string; statistic: string }[]>`
    select s.id as "seriesId", t.statistic
    from series s join metrics m on m.id = s.metric_id ${currentTarget()}
    where s.project_id = ${projectId} and s.id = any(${ids}::uuid[])
      and not exists (
        select 1 from series_states x
        where x.project_id = s.project_id and x.series_id = s.id and x.statistic = t.statistic)
      and exists (
        select 1 from measurements v
        where v.project_id = s.project_id and v.series_id = s.id and v.admissible and v.goal <> 'error' and v.value is not null)`
  if (!unknown.length) return
  await sqlTransaction(async (tx) => {
    await lockSeries(
      tx,
      projectId,
      unknown.map((u) => u.seriesId),
    )
    await lookAtWhole(tx, projectId, unknown)
  })
}
