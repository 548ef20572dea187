import type postgres from 'postgres'
import type { MetricEvidence } from '../core/evidence'
import type { Standing } from '../core/gate'
import { goalNow } from '../core/goal-now'
import type { Verdict } from '../core/wire'
import { currentTarget, definitionOf, type MetricRow, metricColumns } from '../metrics/definitions'

/** `sql` itself or a transaction of it. */
// biome-ignore lint/complexity/noBannedTypes: what postgres.js calls no types of one's own
export type Query = postgres.ISql<{}>

type Newest = {
  run: string
  bodySha256: string
  commit: string
  startedAt: Date
  environment: string
  environmentClass: string
  verdict: Verdict
}
type Row = MetricRow & {
  newest: Newest | null
  refused: { simulated: boolean; reason: string | null } | null
}

/** The newest measurement of each series of `m` on the branch that passes `which`, the first of them by `order`. */
const newestOf = (q: Query, branch: string, which: postgres.Fragment, order: postgres.Fragment) => q`
  from series s
  cross join lateral (
    select x.run_id, x.started_at, x.verdict, r.body_sha256, r.commit, r.simulated, r.reason
    from measurements x join runs r on r.project_id = x.project_id and r.id = x.run_id
    where x.project_id = s.project_id and x.series_id = s.id ${which}
    order by x.started_at desc, x.run_id desc limit 1
  ) n
  join environments e on e.id = s.environment_id
  where s.project_id = m.project_id and s.metric_id = m.id and s.branch = ${branch}
  order by ${order} limit 1`

/**
 * How each of these metrics stands on the branch: the newest admissible run that was measured, judged against the target as it is
 * now; or why there is no evidence. Simulated runs never are.
 */
export async function readStandings(
  q: Query,
  projectId: string,
  branch: string,
  metrics: string[],
): Promise<Map<string, Standing>> {
  const rows = await q<Row[]>`
    select ${metricColumns()}, v.newest, a.refused
    from metrics m ${currentTarget()}
    left join lateral (
      select jsonb_build_object('run', n.run_id, 'bodySha256', n.body_sha256, 'commit', n.commit, 'startedAt', n.started_at,
        'environment', e.name, 'environmentClass', e.class_hash, 'verdict', n.verdict) as newest
      ${newestOf(q, branch, q`and x.admissible and not r.simulated`, q`n.started_at desc, n.run_id desc`)}
    ) v on true
    left join lateral (
      select jsonb_build_object('simulated', n.simulated, 'reason', n.reason) as refused
      ${newestOf(q, branch, q``, q`n.simulated, n.started_at desc, n.run_id desc`)}
    ) a on v.newest is null
    where m.project_id = ${projectId} and m.name = any(${metrics})`
  return new Map(rows.map((row) => [row.name, standingOf(row, branch)]))
}

const standingOf = (row: Row, branch: string): Standing => ({
  metric: row.name,
  title: row.title,
  evidence: row.newest && evidenceOf(row, row.newest),
  why: row.newest ? null : absence(row.refused, branch),
})

export const absence = (refused: Row['refused'], branch: string) => {
  if (!refused) return `it has not been measured on ${branch}`
  if (refused.simulated)
    return `only simulated runs on ${branch} have it, and simulated data are never evidence`
  return `its newest run on ${branch} was refused as evidence (${refused.reason ?? 'not admissible'})`
}

function evidenceOf(row: MetricRow, { verdict, ...newest }: Newest): MetricEvidence {
  const definition = definitionOf(row)
  return {
    metric: row.name,
    title: row.title,
    ...newest,
    startedAt: new Date(newest.startedAt).toISOString(),
    ...goalNow(verdict, definition),
    change: verdict.change,
    effect: verdict.effect,
    state: verdict.state ?? null,
    error: verdict.error ?? null,
    unit: definition.unit,
    target: definition.target,
    acceptance: definition.acceptance,
    targetVersion: definition.targetVersion,
  }
}
