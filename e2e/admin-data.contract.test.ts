import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from '@/lib/db/sql'
import { anUpload } from '@/lib/db/testing/fixtures'
import { aReview } from '@/lib/reviews/testing/scene'
import { createDatabase, dropDatabase, withDatabase } from '@/scripts/database/sql.mjs'
import { startApp } from '@/scripts/test-app.mjs'
import { expectRefused, hurriedOperator, operator } from './support/admin'
import { caller } from './support/api'
import { aTenant, sharedApp } from './support/app'
import { countRows, digestRows } from './support/rows'

const app = sharedApp()
const admin = operator(app)
const hurried = hurriedOperator(app)
const work = mkdtempSync(path.join(tmpdir(), 'phasegate-backup-'))
const made: string[] = []
let tenant: Awaited<ReturnType<typeof aTenant>>
beforeAll(async () => {
  tenant = await aTenant()
  // Enough rows that no table fits into what a socket or a stream holds at once.
  const measurements = Array.from({ length: 5_000 }, (_, i) => ({
    metric: `metric ${i}`,
    unit: 'ms',
    value: i,
  }))
  const body = anUpload(tenant.project.slug, { measurements })
  expect((await caller(app, tenant.token)('POST', '/api/v1/runs', { body })).status).toBe(201)
})
afterAll(async () => {
  for (const url of made) await dropDatabase(url)
  rmSync(work, { recursive: true, force: true })
})

async function emptyDatabase() {
  const url = withDatabase(app.databaseUrl, `phasegate_restored_${randomBytes(4).toString('hex')}`)
  await createDatabase(url)
  made.push(url)
  return { databaseUrl: url, data: path.join(work, 'data') }
}

describe('verify-audit', () => {
  test('follows every chain, or one', async () => {
    const all = await admin(['verify-audit'])
    expect(all, all.stderr).toMatchObject({ code: 0, stderr: '' })
    expect(all.stdout).toMatch(/^demo\/voice-assistant: \d+ events, unbroken$/m)
    const one = await admin(['verify-audit', '--project', tenant.project.slug])
    expect(one).toMatchObject({
      code: 0,
      stdout: `${tenant.organisation.slug}/${tenant.project.slug}: 1 events, unbroken\n`,
    })
    expectRefused(await admin(['verify-audit', '--project', 'nothing']), /no project nothing/)
  })

  test('names the row that was changed, taken out or slipped in', async () => {
    const victim = await aTenant()
    const ask = caller(app, victim.token)
    for (let i = 0; i < 5; i++) await ask('POST', '/api/v1/runs', { body: anUpload(victim.project.slug) })
    const check = () => admin(['verify-audit', '--project', victim.project.slug])
    const mine = sql`project_id = ${victim.project.id}`
    const tampers = [
      [sql`update audit_events set actor = 'user:another' where ${mine} and seq = 3`, 3],
      [sql`update audit_events set detail = detail || '{"grade":"A+"}' where ${mine} and seq = 2`, 2],
      [sql`delete from audit_events where ${mine} and seq = 4`, 4],
      [sql`delete from audit_events where ${mine} and seq = 5`, 5],
    ] as const
    const rows = await sql`select * from audit_events where ${mine} order by seq`
    for (const [tamper, seq] of tampers) {
      await tamper
      expectRefused(await check(), new RegExp(`${victim.project.slug} at row ${seq}: `))
      await sql`delete from audit_events where ${mine}`
      await sql`insert into audit_events ${sql(rows.map((row) => ({ ...row, detail: sql.json(row.detail) })))}`
      expect((await check()).code).toBe(0)
    }
  })
})

describe('backup and restore', () => {
  test('bring every row into an empty database, signatures and bytes and all; an app on it works at once', async () => {
    await (await aReview()).pass('hot-paths')
    const before = await digestRows(app.databaseUrl)
    const directory = path.join(work, 'whole')
    const saved = await admin(['backup', directory])
    expect(saved, saved.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^Saved \d+ rows of \d+ tables in /),
    })
    expect(readdirSync(directory)).toEqual(
      expect.arrayContaining(['manifest.json', 'signatures.copy', 'run_bodies.copy']),
    )

    const copy = await emptyDatabase()
    const restored = await operator(copy)(['restore', directory])
    expect(restored, restored.stderr).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('Restored the backup of '),
    })
    const { _prisma_migrations: _, ...after } = await digestRows(copy.databaseUrl)
    const { _prisma_migrations: __, ...expected } = before
    expect(after).toEqual(expected)
    expect((await countRows(copy.databaseUrl)).signatures).toBeGreaterThan(0)
    expect((await operator(copy)(['verify-audit'])).code).toBe(0)

    const second = await startApp({ dataDir: path.join(app.data, 'restored'), databaseUrl: copy.databaseUrl })
    try {
      const { runs } = (await caller(second, tenant.token)('GET', `${tenant.at}/runs`)).json
      const [first] = (await caller(app, tenant.token)('GET', `${tenant.at}/runs`)).json.runs
      expect(runs).toEqual([first])
    } finally {
      await second.stop()
    }
    expectRefused(await operator(copy)(['restore', directory]), /has data already/)
  })

  test('a backup that is not as it was saved is refused, and the database stays empty', async () => {
    const directory = path.join(work, 'spoilt')
    expect((await admin(['backup', directory])).code).toBe(0)
    appendFileSync(path.join(directory, 'users.copy'), '\n')
    const copy = await emptyDatabase()
    expectRefused(await operator(copy)(['restore', directory]), /users\.copy is not as it was saved/)
    const { _prisma_migrations: _, ...counts } = await countRows(copy.databaseUrl)
    expect(Object.values(counts).filter((n) => n > 0)).toEqual([])
    rmSync(path.join(directory, 'users.copy'))
    expectRefused(await operator(copy)(['restore', directory]), /users\.copy/)
    writeFileSync(path.join(directory, 'manifest.json'), '{"product":"other"}')
    expectRefused(await operator(copy)(['restore', directory]), /no Phasegate backup/)
  })

  test.concurrent.each([
    ['a backup to nowhere', ['backup'], /one directory/],
    ['a backup to two places', ['backup', 'a', 'b'], /one directory/],
    ['a backup over something', ['backup', work], /is not empty/],
    ['a backup into a file', ['backup', path.join(import.meta.filename, 'x')], /not a directory/i],
    ['a restore from nowhere', ['restore'], /one directory/],
    ['a restore from a place without one', ['restore', path.join(work, 'nothing')], /holds no backup/],
    ['a restore over what is there', ['restore', path.join(work, 'whole')], /has data already/],
  ])('%s is refused in one line', async (_, words, line) => {
    const before = await countRows(app.databaseUrl)
    writeFileSync(path.join(work, 'something'), '')
    expectRefused(await hurried(words), line)
    expect(await countRows(app.databaseUrl)).toEqual(before)
  })
})

test('a database that is not there is told in one line', async () => {
  const nowhere = { databaseUrl: 'postgresql://nobody@127.0.0.1:2/nothing', data: path.join(work, 'data') }
  for (const words of [['verify-audit'], ['backup', path.join(work, 'never')]])
    expectRefused(await operator(nowhere)(words), /DATABASE_URL/)
})
