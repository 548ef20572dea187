import { v7 as uuid } from 'uuid'
import { environmentClass } from '../core/environment'
import type { EnvironmentDetails } from '../core/wire'
import type { Tx } from '../db/sql'

/** The environment in its class; the first upload from a machine of a new class makes it. */
export async function findEnvironment(tx: Tx, projectId: string, details: EnvironmentDetails, now: Date) {
  const classHash = environmentClass(details)
  const find = () => tx<{ id: string }[]>`
    select id from environments
    where project_id = ${projectId} and name = ${details.name} and class_hash = ${classHash}`
  let [row] = await find()
  if (!row) {
    await tx`
      insert into environments (id, project_id, name, class_hash, details, created_at)
      values (${uuid()}, ${projectId}, ${details.name}, ${classHash}, ${JSON.stringify(details)}::text::jsonb, ${now})
      on conflict do nothing`
    ;[row] = await find()
  }
  return { id: row!.id, classHash }
}

/** The series of each metric on this branch in this environment, by metric id; missing ones are made. */
export async function findSeries(
  tx: Tx,
  { projectId, branch, environmentId }: { projectId: string; branch: string; environmentId: string },
  metricIds: string[],
): Promise<Map<string, string>> {
  const read = async () => {
    const rows = await tx<{ id: string; metricId: string }[]>`
      select id, metric_id as "metricId" from series
      where project_id = ${projectId} and branch = ${branch} and environment_id = ${environmentId}
        and metric_id = any(${metricIds}::uuid[])`
    return new Map(rows.map((row) => [row.metricId, row.id]))
  }
  const found = await read()
  const missing = metricIds.filter((id) => !found.has(id)).sort()
  if (!missing.length) return found
  await tx`
    insert into series (project_id, id, metric_id, branch, environment_id)
    select ${projectId}, s.id, s.metric_id, ${branch}, ${environmentId}
    from unnest(${missing.map(() => uuid())}::uuid[], ${missing}::uuid[]) as s(id, metric_id)
    order by s.metric_id on conflict do nothing`
  return read()
}
