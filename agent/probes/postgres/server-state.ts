import type { Sql } from 'postgres'
import { OUR_NAME } from './connection'

export type Totals = { hits: number; reads: number; deadlocks: number }

/** What this database has counted so far. */
export async function readTotals(sql: Sql): Promise<Totals> {
  const [row] = await sql<Totals[]>`
    select blks_hit::float8 as hits, blks_read::float8 as reads, deadlocks::float8 as deadlocks
    from pg_stat_database where datname = current_database()`
  return row!
}

export type Connections = { used: number; limit: number }

/** Connections of clients to the whole server, without our own. What kind a stranger's is, not everybody is told. */
export async function countConnections(sql: Sql): Promise<Connections> {
  const [row] = await sql<Connections[]>`
    select count(*)::int as used, current_setting('max_connections')::int as "limit"
    from pg_stat_activity
    where datid is not null and usesysid is not null and backend_type is distinct from 'parallel worker'
      and application_name <> ${OUR_NAME}`
  return row!
}
