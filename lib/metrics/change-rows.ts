import type { Tx } from '../db/sql'
import type { Held, SeriesChange } from './detector-rows'

type Known = { seriesId: string; index: number; settled: boolean }

/**
 * Writes down what the detector says of these series: all changes that are not settled, and those that settled just now. Older settled
 * ones stay. A change that is new is placed at its run, counted back from the newest, so that no history is read for it.
 */
export async function writeChanges(tx: Tx, projectId: string, held: Held[], changes: SeriesChange[]) {
  const known = await tx<Known[]>`
    select series_id as "seriesId", index, settled from change_points
    where project_id = ${projectId} and series_id = any(${held.map((h) => h.seriesId)}::uuid[]) and not settled`
  if (!known.length && !changes.length) return
  const keyOf = ({ seriesId, index }: { seriesId: string; index: number }) => `${seriesId} ${index}`
  const [before, now] = [new Set(known.map(keyOf)), new Set(changes.map(keyOf))]
  const gone = known.filter((k) => !now.has(keyOf(k)))
  if (gone.length)
    await tx`
      delete from change_points c using json_to_recordset(${JSON.stringify(gone)}::text::json) as g("seriesId" uuid, index int)
      where c.project_id = ${projectId} and c.series_id = g."seriesId" and c.index = g.index`
  const places = new Map(held.map((h) => [h.seriesId, h]))
  const fresh = changes
    .filter((c) => !before.has(keyOf(c)))
    .map((c) => {
      const { place, state } = places.get(c.seriesId)!
      return { ...c, ...place, back: state.points - 1 - c.index }
    })
  if (fresh.length) await insertChanges(tx, projectId, fresh)
  const told = changes.filter((c) => before.has(keyOf(c)))
  if (told.length) await updateChanges(tx, projectId, told)
}

const updateChanges = (tx: Tx, projectId: string, rows: SeriesChange[]) => tx`
  update change_points c set settled = u.settled, state = u.state, before = u.before, after = u.after, effect = u.effect,
    low = u.low, high = u.high, confidence = u.confidence
  from json_to_recordset(${JSON.stringify(rows)}::text::json) as u("seriesId" uuid, index int, settled bool, state text,
    before float8, after float8, effect float8, low float8, high float8, confidence float8)
  where c.project_id = ${projectId} and c.series_id = u."seriesId" and c.index = u.index`

type Placed = SeriesChange & { startedAt: Date; runId: string; back: number }

/** `back` counts from the newest run of the series, which need not be stored yet. */
const insertChanges = (tx: Tx, projectId: string, rows: Placed[]) => tx`
  insert into change_points (project_id, series_id, index, settled, state, run_id, started_at, before_run_id, before, after,
    effect, low, high, confidence)
  select ${projectId}, c."seriesId", c.index, c.settled, c.state,
    case when c.back = 0 then c."runId" else p.runs[1] end,
    case when c.back = 0 then c."startedAt" else p.starts[1] end,
    case when c.back = 0 then p.runs[1] else p.runs[2] end,
    c.before, c.after, c.effect, c.low, c.high, c.confidence
  from json_to_recordset(${JSON.stringify(rows)}::text::json) as c("seriesId" uuid, index int, settled bool, state text,
    before float8, after float8, effect float8, low float8, high float8, confidence float8, "startedAt" timestamptz,
    "runId" uuid, back int)
  cross join lateral (
    select array_agg(n.run_id) as runs, array_agg(n.started_at) as starts from (
      select run_id, started_at from measurements
      where project_id = ${projectId} and series_id = c."seriesId" and admissible and goal <> 'error' and value is not null
        and (started_at, run_id) < (c."startedAt", c."runId")
      order by started_at desc, run_id desc offset greatest(c.back - 1, 0) limit 2) n) p`
