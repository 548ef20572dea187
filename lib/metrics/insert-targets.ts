import type { Tx } from '../db/sql'
import type { TargetRow } from './learn'

type Stamp = { projectId: string; createdAt: Date; createdBy: string }

/** New versions in one statement. A version that another transaction has just made is left as it is. */
export const insertTargets = (tx: Tx, rows: TargetRow[], { projectId, createdAt, createdBy }: Stamp) => tx`
  insert into targets (metric_id, version, project_id, unit, direction, statistic, min_effect, target, acceptance, states,
    target_state, acceptance_state, created_at, created_by)
  select "metricId", version, ${projectId}, unit, direction, statistic, "minEffect", target, acceptance, states,
    "targetState", "acceptanceState", ${createdAt}, ${createdBy}
  from json_to_recordset(${JSON.stringify(rows)}::text::json) as r("metricId" uuid, version int, unit text, direction text,
    statistic text, "minEffect" float8, target float8, acceptance float8, states text[], "targetState" text,
    "acceptanceState" text)
  order by "metricId" on conflict do nothing`
