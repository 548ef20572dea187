import { LIVE_STATES } from '../core/alert-life'
import type { EnvironmentDetails } from '../core/wire'
import type { Tx } from '../db/sql'
import { BASELINE_LENGTH } from './history'

/** Values and ranks in the metric's stored unit, newest first. */
export type BaselineValue = { value: number | null; rank: number | null }
type Run = { projectId: string; startedAt: Date; runId: string }
type Branch = { branch: string; defaultBranch: string; environmentId: string; baseCommit: string | null }

/**
 * What each series is compared with where that is not simply its newest runs: it begins where a new level was accepted, ends before a
 * regression nobody has accepted, leaves out regressions that came and went, and for a branch is that of the branch it came from, as
 * that stood when it left.
 */
export async function readBaselines(
  tx: Tx,
  seriesIds: string[],
  run: Run & Branch,
): Promise<Map<string, BaselineValue[]>> {
  const { projectId } = run
  const base = run.branch === run.defaultBranch ? null : await readBase(tx, seriesIds, run)
  const of = seriesIds.map((id) => base?.series.get(id) ?? id)
  const until = base?.until ?? run
  const rows = await tx<{ id: string; values: (number | null)[]; ranks: (number | null)[] }[]>`
    select s.id, n.values, n.ranks
    from unnest(${seriesIds}::uuid[], ${of}::uuid[]) as s(id, of)
    join series b on b.project_id = ${projectId} and b.id = s.of
    cross join lateral (
      select x.at, x.id, x.live from (
        select ${until.startedAt}::timestamptz as at, ${until.runId}::uuid as id, false as live
        union all
        (select a.started_at, a.run_id, true from alerts a
          where a.project_id = ${projectId} and a.series_ids @> array[s.of] and a.state = any(${LIVE_STATES as string[]})
          order by a.started_at, a.run_id limit 1)) x
      order by x.at, x.id limit 1) upto
    cross join lateral (
      select b.baseline_at as at, b.baseline_run_id as id
      where (b.baseline_at, b.baseline_run_id) < (${until.startedAt}, ${until.runId}::uuid)
      union all select '-infinity', ${FIRST_ID}::uuid
      order by at desc limit 1) since
    cross join lateral (
      select array_agg(x.value) as values, array_agg(x.state_rank) as ranks from (
        select m.value, m.state_rank from measurements m
        where m.project_id = ${projectId} and m.series_id = s.of and m.admissible and m.goal <> 'error'
          and (m.started_at, m.run_id) < (upto.at, upto.id) and (m.started_at, m.run_id) >= (since.at, since.id)
          and not exists (
            select 1 from alerts a
            where a.project_id = ${projectId} and a.series_ids @> array[s.of] and a.state = 'resolved' and a.back_at is not null
              and (m.started_at, m.run_id) >= (a.started_at, a.run_id) and (m.started_at, m.run_id) < (a.back_at, a.back_run_id))
        order by m.started_at desc, m.run_id desc limit ${BASELINE_LENGTH}) x) n
    where s.of <> s.id or upto.live or since.at > '-infinity' or exists (
      select 1 from alerts a where a.project_id = ${projectId} and a.series_ids @> array[s.of] and a.state = 'resolved')`
  return new Map(
    rows
      // where the base branch was never measured, a branch is compared with itself
      .filter((row) => row.values !== null || !base)
      .map(({ id, values, ranks }) => [
        id,
        (values ?? []).map((value, i) => ({ value, rank: ranks[i] ?? null })),
      ]),
  )
}

/** Smaller and greater than every run's id: a bound with the greater one includes the moment itself. */
const FIRST_ID = '00000000-0000-0000-0000-000000000000'
const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff'

/** The same metrics' series on the default branch, and the moment at which this branch left it. */
async function readBase(tx: Tx, seriesIds: string[], run: Run & Branch) {
  const { projectId, environmentId, defaultBranch } = run
  const series = await tx<{ id: string; base: string }[]>`
    select s.id, b.id as base from series s
    join series b on b.project_id = s.project_id and b.metric_id = s.metric_id and b.environment_id = s.environment_id
      and b.branch = ${defaultBranch}
    where s.project_id = ${projectId} and s.id = any(${seriesIds}::uuid[])`
  const [left] = run.baseCommit
    ? await tx<{ at: Date }[]>`
        select started_at as at from runs
        where project_id = ${projectId} and commit = ${run.baseCommit} and branch = ${defaultBranch}
          and environment_id = ${environmentId}
        order by started_at desc limit 1`
    : []
  const [first] = left
    ? []
    : await tx<{ at: Date }[]>`
        select started_at as at from runs where project_id = ${projectId} and branch = ${run.branch}
        order by started_at limit 1`
  const before = first && first.at < run.startedAt ? first.at : run.startedAt
  return {
    series: new Map(series.map((s) => [s.id, s.base])),
    until: { startedAt: left?.at ?? before, runId: LAST_ID },
  }
}

/** The commit at which this branch left the default one, where the agent knew it. */
export const baseCommitOf = (environment: EnvironmentDetails): string | null => {
  const base = environment.base as { commit?: unknown } | undefined
  return typeof base?.commit === 'string' ? base.commit : null
}
