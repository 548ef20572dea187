import type postgres from 'postgres'

type Reader = postgres.Sql | postgres.TransactionSql

/** All tables of the app, each after those that its foreign keys name. */
export async function listTables(sql: Reader): Promise<string[]> {
  const tables = await sql<{ name: string; needs: string[] }[]>`
    select c.relname as name, coalesce(array_agg(f.relname) filter (where f.relname is not null), '{}') as needs
    from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = current_schema()
    left join pg_constraint k on k.conrelid = c.oid and k.contype = 'f' and k.confrelid <> c.oid
    left join pg_class f on f.oid = k.confrelid
    where c.relkind = 'r' and c.relname <> '_prisma_migrations'
    group by c.relname order by c.relname`
  const ordered: string[] = []
  const visit = (name: string) => {
    if (ordered.includes(name)) return
    for (const need of tables.find((table) => table.name === name)?.needs ?? []) visit(need)
    ordered.push(name)
  }
  for (const { name } of tables) visit(name)
  return ordered
}

/** What the schema was made of; a backup fits only a database of the same migrations. */
export const listMigrations = (sql: Reader) => sql<{ name: string; checksum: string }[]>`
  select migration_name as name, checksum from _prisma_migrations
  where finished_at is not null and rolled_back_at is null order by migration_name`

export type Manifest = {
  product: 'phasegate'
  createdAt: string
  migrations: { name: string; checksum: string }[]
  tables: { name: string; rows: number; sha256: string }[]
}
