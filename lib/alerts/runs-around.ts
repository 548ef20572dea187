import { sql } from '../db/sql'
import { inUnit } from '../metrics/metric-rows'
import { demandRead } from '../projects/access'
import type { ReadCtx } from '../projects/context'

/** Runs of the alert `a` nearest to its change, at most `most` on each side, as `around`. The series' index alone answers. */
export const runsAround = (most: number) => sql`
  cross join lateral (
    (select m.run_id, m.started_at, coalesce(m.value, m.state_rank) as value, 'before' as side from measurements m
      where m.project_id = a.project_id and m.series_id = a.series_id and m.admissible and m.goal <> 'error'
        and (m.started_at, m.run_id) < (a.started_at, a.run_id)
      order by m.started_at desc, m.run_id desc limit ${most})
    union all
    (select m.run_id, m.started_at, coalesce(m.value, m.state_rank), 'after' from measurements m
      where m.project_id = a.project_id and m.series_id = a.series_id and m.admissible and m.goal <> 'error'
        and (m.started_at, m.run_id) >= (a.started_at, a.run_id)
      order by m.started_at, m.run_id limit ${most})) around`

export type AlertRun = {
  runId: string
  commit: string
  startedAt: Date
  value: number
  side: 'before' | 'after'
}

/** So many runs on each side show whether a level changed. */
const AROUND = 30

/** The runs around the change of one alert, oldest first, in the metric's unit. */
export async function readRunsAround(
  { project }: ReadCtx,
  id: string,
  units: Parameters<typeof inUnit>[0],
): Promise<AlertRun[]> {
  const rows = await sql<AlertRun[]>`
    select r.id as "runId", r.commit, around.started_at as "startedAt", around.value, around.side
    from alerts a ${runsAround(AROUND)} join runs r on r.project_id = a.project_id and r.id = around.run_id
    where a.project_id = ${project.id} and a.id = ${id} and around.value is not null
    order by around.started_at, around.run_id`
  const shown = inUnit(units)
  return rows.map((run) => ({ ...run, value: shown(run.value) }))
}

/** The shape of a change: values just before and from it on, oldest first, in the unit they are stored in. */
export type AlertStep = { before: number[]; after: number[] }

const NEAR = 14

export async function getAlertSteps(ctx: ReadCtx, ids: string[]): Promise<Map<string, AlertStep>> {
  demandRead(ctx)
  if (!ids.length) return new Map()
  const rows = await sql<(AlertStep & { id: string })[]>`
    select a.id,
      coalesce(array_agg(around.value order by around.started_at, around.run_id) filter (where side = 'before'), '{}') as before,
      coalesce(array_agg(around.value order by around.started_at, around.run_id) filter (where side = 'after'), '{}') as after
    from alerts a ${runsAround(NEAR)}
    where a.project_id = ${ctx.project.id} and a.id = any(${ids}::uuid[]) and around.value is not null
    group by a.id`
  return new Map(rows.map(({ id, ...step }) => [id, step]))
}
