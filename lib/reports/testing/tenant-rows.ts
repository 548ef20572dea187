import { sql } from '../../db/sql'
import { sqlTransaction } from '../../db/transaction'
import type { Tenant } from './tenant'

const TABLES = [
  'metrics',
  'targets',
  'environments',
  'runs',
  'run_bodies',
  'series',
  'measurements',
  'series_states',
  'change_points',
  'alerts',
  'alert_events',
  'reviews',
  'review_items',
  'item_decisions',
  'review_steps',
  'time_entries',
  'signatures',
  'report_revisions',
  'api_tokens',
  'audit_events',
  'audit_heads',
]

/** Every row of the tenant's project, and of its organisation. */
export async function dump({ admin: { project, organisation } }: Tenant): Promise<Record<string, string[]>> {
  const rows = async (query: string, id: string) =>
    (await sql.unsafe<{ row: string }[]>(query, [id])).map((r) => r.row).toSorted()
  const out: Record<string, string[]> = {}
  for (const table of TABLES)
    out[table] = await rows(`select t::text as row from ${table} t where project_id = $1`, project.id)
  out.projects = await rows(
    'select t::text as row from projects t where organisation_id = $1',
    organisation.id,
  )
  out.memberships = await rows(
    'select t::text as row from memberships t where organisation_id = $1',
    organisation.id,
  )
  return out
}

/** As if it had never been. */
export async function remove({ admin: { project, organisation } }: Tenant) {
  await sqlTransaction(async (tx) => {
    await tx`set local session_replication_role = replica`
    for (const table of TABLES) await tx.unsafe(`delete from ${table} where project_id = $1`, [project.id])
    await tx`delete from projects where organisation_id = ${organisation.id}`
    await tx`delete from memberships where organisation_id = ${organisation.id}`
  })
}
