import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import pg from 'pg'
import { startCluster } from '../../../scripts/database/cluster.mjs'
import { dataDirectory } from '../../../scripts/root.mjs'

/** Schemas of ours in somebody's database; one whose run is over, however it ended, is anybody's to remove. */
const PREFIX = 'phasegate_pipeline_'
/** Held shared by every run that uses the embedded server, so that only the last stops it. */
const IN_USE = 7_274_273

export type Database = { url: string; schema: string; close: () => Promise<void> }

/** A fresh schema: on the server the environment names, else on an embedded PostgreSQL of the pipeline's own. */
export async function openDatabase(env: NodeJS.ProcessEnv = process.env): Promise<Database> {
  const given = env.PHASEGATE_PIPELINE_DATABASE_URL || env.DATABASE_URL
  const cluster = given ? null : await startCluster(join(dataDirectory(), 'pipeline'))
  const url = given || cluster!.url('postgres')
  const guard = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  // when the server goes, the stages that need it say so
  guard.on('error', () => {})
  await guard.connect()
  if (cluster) await guard.query('select pg_advisory_lock_shared($1)', [IN_USE])
  await dropAbandoned(guard)
  const schema = PREFIX + randomBytes(6).toString('hex')
  await guard.query('select pg_advisory_lock(hashtext($1))', [schema])
  await guard.query(`create schema ${schema}`)

  const close = async () => {
    await guard.query(`drop schema if exists ${schema} cascade`)
    if (!cluster) return guard.end()
    await guard.query('select pg_advisory_unlock_shared($1)', [IN_USE])
    const { rows } = await guard.query('select pg_try_advisory_lock($1) as last', [IN_USE])
    await guard.end()
    if (rows[0].last) await cluster.stop()
  }
  return { url, schema, close }
}

async function dropAbandoned(guard: pg.Client) {
  const { rows } = await guard.query<{ nspname: string }>(
    'select nspname from pg_namespace where starts_with(nspname, $1)',
    [PREFIX],
  )
  for (const { nspname } of rows) {
    const free = await guard.query('select pg_try_advisory_lock(hashtext($1)) as free', [nspname])
    if (!free.rows[0].free) continue
    await guard.query(`drop schema if exists ${pg.escapeIdentifier(nspname)} cascade`)
    await guard.query('select pg_advisory_unlock(hashtext($1))', [nspname])
  }
}
