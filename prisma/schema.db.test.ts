import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { prisma } from '../scripts/database/generate.mjs'
import { migrate, pendingSql } from '../scripts/database/migrate.mjs'
import { createDatabase, dropDatabase, withClient, withDatabase } from '../scripts/database/sql.mjs'

const server = process.env.TEST_DATABASE_URL
if (!server) throw new Error('TEST_DATABASE_URL is not set; run npm test')

const ours = withDatabase(server, `phasegate_ours_${process.pid}`)
const theirs = withDatabase(server, `phasegate_theirs_${process.pid}`)
const names = readdirSync('prisma/migrations').filter((name) => !name.endsWith('.toml'))

beforeAll(async () => {
  await createDatabase(ours)
  await createDatabase(theirs)
})
afterAll(async () => {
  await dropDatabase(ours)
  await dropDatabase(theirs)
})

const applied = (url: string) =>
  withClient(url, async (client) => {
    const { rows } = await client.query(
      `select migration_name, checksum, applied_steps_count, finished_at is not null as finished, rolled_back_at, logs
       from _prisma_migrations order by migration_name`,
    )
    return rows as { migration_name: string; checksum: string }[]
  })

test('the migrations give exactly the schema', async () => {
  expect(await pendingSql(server)).toBeNull()
})

test("ours leaves the very rows that Prisma's own migrate deploy leaves", async () => {
  expect(await migrate(ours)).toEqual(names)
  await prisma(['migrate', 'deploy'], { DATABASE_URL: theirs })
  const rows = await applied(ours)
  expect(rows).toEqual(await applied(theirs))
  expect(rows.map((row) => [row.migration_name, row.checksum])).toEqual(
    names.map((name) => [name, sha256(readFileSync(`prisma/migrations/${name}/migration.sql`))]),
  )
})

test("Prisma's own command finds nothing pending after ours, and ours nothing after Prisma's", async () => {
  const stock = (word: string) => prisma(['migrate', word], { DATABASE_URL: ours })
  expect(await stock('deploy')).toContain('No pending migrations to apply')
  expect(await stock('status')).toContain('Database schema is up to date')
  expect(await migrate(theirs)).toEqual([])
})

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex')
