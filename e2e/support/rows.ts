import pg from 'pg'
import { withClient } from '@/scripts/database/sql.mjs'

async function tablesOf(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(
    `select relname from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace order by 1`,
  )
  return rows.map((row) => row.relname)
}

/** How many rows each table has: equal before and after means that nothing was written. */
export const countRows = (databaseUrl: string): Promise<Record<string, number>> =>
  withClient(databaseUrl, async (client: pg.Client) => {
    const counts: Record<string, number> = {}
    for (const table of await tablesOf(client)) {
      const { rows } = await client.query(`select count(*)::int as n from ${pg.escapeIdentifier(table)}`)
      counts[table] = rows[0].n
    }
    return counts
  })

/** A hash over every row of each table, whatever order they lie in. */
export const digestRows = (databaseUrl: string): Promise<Record<string, string>> =>
  withClient(databaseUrl, async (client: pg.Client) => {
    const digests: Record<string, string> = {}
    for (const table of await tablesOf(client)) {
      const { rows } = await client.query(
        `select count(*) || ':' || coalesce(md5(string_agg(h, '' order by h)), '') as digest
         from (select md5(t::text) as h from ${pg.escapeIdentifier(table)} t) hashes`,
      )
      digests[table] = rows[0].digest
    }
    return digests
  })
