import { expect, test } from 'vitest'
import { verifyAudit } from '../audit'
import { sql } from '../db/sql'
import { aMeasurement, anUpload, aProject, aToken, bytesOf, NOW } from '../db/testing/fixtures'
import { countRows } from '../db/testing/observe'
import { testDatabase } from '../db/testing/test-database'
import type { TokenCtx } from '../projects/context'
import { recordRun } from './record-run'
import { sendHistory, steady } from './testing/send-run'

testDatabase()

/** A regression with a new metric, on a new machine's name: it writes to every table that an upload may write to. */
const everything = (ctx: TokenCtx) =>
  anUpload(ctx.project.slug, {
    commit: 'worse',
    measurements: [{ metric: 'm', unit: 'ms', value: 900 }, aMeasurement('new')],
  })

test('what fails in the middle leaves no row, wherever it fails, and can be sent again', async () => {
  const { ctx } = await aToken(await aProject())
  await sendHistory(ctx, 'm', steady(100))
  const upload = everything(ctx)
  const before = await countRows()
  for (const table of [
    'metrics',
    'targets',
    'series',
    'alerts',
    'runs',
    'run_bodies',
    'measurements',
    'audit_events',
  ]) {
    // Refuses the last row that the upload writes to this table, when it commits: everything was written by then.
    await sql.unsafe(`
      create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
      create constraint trigger refuse after insert on ${table} deferrable initially deferred
        for each row execute function refuse()`)
    await expect(recordRun(ctx, bytesOf(upload), 'application/json')).rejects.toThrow('no')
    await sql.unsafe(`drop trigger refuse on ${table}; drop function refuse()`)
    expect(await countRows()).toEqual(before)
  }
  const { status, receipt } = await recordRun(ctx, bytesOf(upload), 'application/json')
  expect(status).toBe(201)
  expect(receipt.alerts).toHaveLength(1)
  const after = await countRows()
  for (const table of ['runs', 'bodies', 'metrics', 'targets', 'series', 'alerts', 'events'] as const)
    expect(after![table]).toBe(before![table] + 1)
  expect(await verifyAudit(ctx.project.id)).toMatchObject([{ events: 11, bad: null }])
})

test('a run whose database falls silent half-way is not there, and the answer is no success', async () => {
  const { ctx } = await aToken(await aProject())
  const upload = everything(ctx)
  await sql.unsafe(`
    create function cut() returns trigger language plpgsql as $$
      begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
    create trigger cut before insert on measurements for each row execute function cut()`)
  await expect(recordRun(ctx, bytesOf(upload), 'application/json')).rejects.toMatchObject({
    code: expect.stringMatching(/57P01|CONNECTION/),
  })
  await sql.unsafe('drop trigger cut on measurements; drop function cut()')
  expect(await sql`select 1 from runs where project_id = ${ctx.project.id}`).toHaveLength(0)
  expect((await recordRun(ctx, bytesOf(upload), 'application/json')).status).toBe(201)
})

test('an upload that takes no time of ours keeps the time it came', async () => {
  const { ctx } = await aToken(await aProject())
  const at = new Date(NOW.getTime() + 5_000)
  const upload = everything(ctx)
  await recordRun({ ...ctx, now: at }, bytesOf(upload), 'application/json')
  await recordRun({ ...ctx, now: new Date(NOW.getTime() + 9_000) }, bytesOf(upload), 'application/json')
  const [run] = await sql`select received_at, started_at from runs where project_id = ${ctx.project.id}`
  expect(run).toEqual({ received_at: at, started_at: new Date(upload.startedAt) })
})
