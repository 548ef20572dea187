import type { MetricDefinition } from '../core/metric'
import { sql } from '../db/sql'
import { definitionOf, type MetricRow } from '../metrics/definitions'
import { inUnit } from '../metrics/metric-rows'
import type { ReadCtx } from '../projects/context'
import type { Candidate, Chosen, SideName } from './compare-candidates'
import { BASELINE_LENGTH } from './history'

/** What one run says of one metric, in the stored unit; both null where measuring failed. */
export type ComparedValue = { metricId: string; runId: string; value: number | null; rank: number | null }

export const readValues = (ctx: ReadCtx, runs: readonly Candidate[]) => sql<ComparedValue[]>`
  select s.metric_id as "metricId", m.run_id as "runId", m.value, m.state_rank as rank
  from measurements m join series s on s.project_id = m.project_id and s.id = m.series_id
  where m.project_id = ${ctx.project.id} and m.run_id = any(${runs.map((run) => run.id)}::uuid[])
  order by m.started_at, m.run_id, s.metric_id`

/** Of each metric the newest runs before both sides, on the base's branch and machine: they may lend their spread. */
export async function readEarlier(ctx: ReadCtx, { base, head }: Chosen) {
  const place = base.runs[0]!
  const first = new Date(Math.min(...[...base.runs, ...head.runs].map((run) => run.startedAt.getTime())))
  return sql<{ metricId: string; value: number | null; rank: number | null }[]>`
    select s.metric_id as "metricId", x.value, x.rank
    from series s cross join lateral (
      select m.value, m.state_rank as rank, m.started_at, m.run_id from measurements m
      where m.project_id = s.project_id and m.series_id = s.id and m.admissible and m.goal <> 'error' and m.started_at < ${first}
      order by m.started_at desc, m.run_id desc limit ${BASELINE_LENGTH}) x
    where s.project_id = ${ctx.project.id} and s.branch = ${place.branch} and s.environment_id = ${place.environment.id}
    order by s.metric_id, x.started_at desc, x.run_id desc`
}

export function byMetricId<T extends { metricId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.metricId)
    if (group) group.push(row)
    else groups.set(row.metricId, [row])
  }
  return groups
}

export type Values = { definition: MetricDefinition; failed: Record<SideName, number> } & Record<
  SideName | 'earlier',
  number[]
>

/** In the metric's unit, or as ranks; a failure is counted and is no value. */
export function valuesOf(
  row: MetricRow,
  values: readonly ComparedValue[],
  earlier: readonly Omit<ComparedValue, 'runId'>[],
  chosen: Chosen,
): Values {
  const shown = inUnit(row)
  const numbers = (given: readonly Omit<ComparedValue, 'runId'>[]) =>
    given.flatMap(({ value, rank }) => (value !== null ? [shown(value)] : rank !== null ? [rank] : []))
  const of = (side: SideName) => {
    const ids = new Set(chosen[side].runs.map((run) => run.id))
    return values.filter((v) => ids.has(v.runId))
  }
  const [base, head] = [of('base'), of('head')]
  const sides = { base: numbers(base), head: numbers(head) }
  return {
    definition: definitionOf(row),
    ...sides,
    earlier: numbers(earlier),
    failed: { base: base.length - sides.base.length, head: head.length - sides.head.length },
  }
}
