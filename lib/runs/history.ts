import type { Tx } from '../db/sql'

/** In the metric's stored unit; newest first. */
export type HistoryPoint = { value: number | null; rank: number | null; sameBuild: boolean }

/** The baseline of the product: the newest 20 admissible runs of a series. */
export const BASELINE_LENGTH = 20

type Before = { projectId: string; startedAt: Date; runId: string; commit: string }

/** The baseline of every series, as it stood before this run started, in one statement. */
export async function readHistory(
  tx: Tx,
  seriesIds: string[],
  { projectId, startedAt, runId, commit }: Before,
): Promise<Map<string, HistoryPoint[]>> {
  const rows = await tx<
    { id: string; values: (number | null)[]; ranks: (number | null)[]; runs: string[] }[]
  >`
    select s.id, h.values, h.ranks, h.runs
    from unnest(${seriesIds}::uuid[]) as s(id)
    cross join lateral (
      select array_agg(n.value) as values, array_agg(n.state_rank) as ranks, array_agg(n.run_id) as runs
      from (
        select value, state_rank, run_id from measurements
        where project_id = ${projectId} and series_id = s.id and admissible and goal <> 'error'
          and (started_at, run_id) < (${startedAt}, ${runId}::uuid)
        order by started_at desc, run_id desc limit ${BASELINE_LENGTH}
      ) n
    ) h
    where h.runs is not null`
  const sameBuild = await runsOf(tx, projectId, commit, [...new Set(rows.flatMap((row) => row.runs))])
  return new Map(
    rows.map(({ id, values, ranks, runs }) => [
      id,
      runs.map((run, i) => ({
        value: values[i] ?? null,
        rank: ranks[i] ?? null,
        sameBuild: sameBuild.has(run),
      })),
    ]),
  )
}

/** Which of these runs are of this commit: asked of them alone, for a commit may have any number of runs. */
async function runsOf(tx: Tx, projectId: string, commit: string, ids: string[]): Promise<Set<string>> {
  if (!ids.length) return new Set()
  const rows = await tx<{ id: string }[]>`
    select id from runs where project_id = ${projectId} and id = any(${ids}::uuid[]) and commit = ${commit}`
  return new Set(rows.map((row) => row.id))
}
