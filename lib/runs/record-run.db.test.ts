import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { verifyAudit } from '../audit'
import { type RunUpload, receipt as receiptSchema } from '../core/wire'
import { sql } from '../db/sql'
import { aMeasurement, anUpload, aProject, aToken, bytesOf } from '../db/testing/fixtures'
import { countRows, refusal } from '../db/testing/observe'
import { testDatabase } from '../db/testing/test-database'
import { listMetrics } from '../metrics/queries'
import type { TokenCtx } from '../projects/context'
import { recordRun } from './record-run'

testDatabase()

const JSON_TYPE = 'application/json'
const record = (ctx: TokenCtx, upload: unknown) => recordRun(ctx, bytesOf(upload), JSON_TYPE)
const aCtx = async () => (await aToken(await aProject())).ctx

test('a run is stored whole: bytes, hash, verdicts, audit, and the receipt says the same', async () => {
  const ctx = await aCtx()
  const upload = anUpload(ctx.project.slug, {
    measurements: [
      aMeasurement('stt_transcription'),
      { metric: 'memory_growth', unit: 'MB', value: 0.42, low: 0.4, high: 0.45 },
      { metric: 'clean_up', state: 'pruned_at_limit' },
      { metric: 'tts_first_chunk', error: 'connection refused' },
      { metric: 'throughput', unit: 'req/s', samples: [10, 11, 12] },
    ],
  })
  const { status, receipt } = await record(ctx, upload)
  expect(status).toBe(201)
  expect(receipt).toMatchObject({ runId: upload.runId, admissible: true, grade: null, alerts: [] })
  expect(receipt.url).toMatch(
    new RegExp(`/${ctx.organisation.slug}/${ctx.project.slug}/runs/${upload.runId}$`),
  )
  expect(receipt.evidence).toMatch(/^sha256:[0-9a-f]{64}$/)
  expect(receipt.verdicts.map((v) => [v.metric, v.goal, v.value])).toEqual([
    ['stt_transcription', 'no_target', 188.55],
    ['memory_growth', 'no_target', 0.42],
    ['clean_up', 'no_target', null],
    ['tts_first_chunk', 'error', null],
    ['throughput', 'no_target', 11],
  ])
  const [run] =
    await sql`select r.receipt, r.body_sha256, b.bytes from runs r join run_bodies b on b.run_id = r.id
    where r.project_id = ${ctx.project.id}`
  expect(receiptSchema.parse(run!.receipt)).toEqual(receipt)
  expect(Buffer.from(run!.bytes).equals(Buffer.from(bytesOf(upload)))).toBe(true)
  expect(run!.body_sha256).toBe(createHash('sha256').update(bytesOf(upload)).digest('hex'))
  const metrics = await listMetrics(ctx)
  expect(metrics.find((m) => m.metric === 'throughput')).toMatchObject({
    unit: 'ops/s',
    direction: 'higher',
    statistic: 'p50',
  })
  expect(metrics.find((m) => m.metric === 'clean_up')).toMatchObject({
    states: ['pruned_at_limit'],
    target: null,
  })
  expect(await verifyAudit(ctx.project.id)).toMatchObject([{ events: 1, bad: null }])
})

describe('the same run again', () => {
  test('gets the same receipt and writes nothing', async () => {
    const ctx = await aCtx()
    const upload = anUpload(ctx.project.slug)
    const first = await record(ctx, upload)
    const before = await countRows()
    const again = await record(ctx, { ...upload })
    expect(again).toEqual({ status: 200, receipt: first.receipt })
    expect(await countRows()).toEqual(before)
  })

  test('with another body is refused', async () => {
    const ctx = await aCtx()
    const upload = anUpload(ctx.project.slug)
    await record(ctx, upload)
    const before = await countRows()
    expect(await refusal(record(ctx, { ...upload, commit: 'other' }))).toMatchObject({
      code: 'unprocessable',
    })
    expect(await countRows()).toEqual(before)
  })

  test('fifty times at once is stored once, with one receipt', async () => {
    const ctx = await aCtx()
    const upload = anUpload(ctx.project.slug)
    const answers = await Promise.all(Array.from({ length: 50 }, () => record(ctx, upload)))
    expect(answers.filter((a) => a.status === 201)).toHaveLength(1)
    expect(new Set(answers.map((a) => JSON.stringify(a.receipt))).size).toBe(1)
    const [row] = await sql`select count(*)::int as n from runs where project_id = ${ctx.project.id}`
    expect(row!.n).toBe(1)
    expect(await verifyAudit(ctx.project.id)).toMatchObject([{ events: 1, bad: null }])
  })

  test('of another tenant is another run', async () => {
    const [mine, other] = [await aCtx(), await aCtx()]
    const upload = anUpload(mine.project.slug)
    await record(mine, upload)
    expect((await record(other, { ...upload, project: other.project.slug })).status).toBe(201)
  })
})

test('many runs at once, with the same new metrics in different order, all arrive', async () => {
  const ctx = await aCtx()
  const names = Array.from({ length: 30 }, (_, i) => `metric ${i}`)
  const uploads = Array.from({ length: 20 }, (_, i) =>
    anUpload(ctx.project.slug, {
      measurements: (i % 2 ? names : names.toReversed()).map((name) => aMeasurement(name)),
    }),
  )
  const answers = await Promise.all(uploads.map((upload) => record(ctx, upload)))
  expect(answers.every((a) => a.status === 201)).toBe(true)
  expect(await listMetrics(ctx)).toHaveLength(30)
  expect(await verifyAudit(ctx.project.id)).toMatchObject([{ events: 20, bad: null }])
})

test('units convert, stored in the first and shown in it', async () => {
  const ctx = await aCtx()
  const at = (unit: string, value: number) =>
    anUpload(ctx.project.slug, { measurements: [{ metric: 'm', unit, value }] })
  await record(ctx, at('ms', 250))
  const { receipt } = await record(ctx, at('s', 0.25))
  expect(receipt.verdicts[0]).toMatchObject({ unit: 'ms', value: 250 })
})

test.each(['constructor', 'toString', '__proto__', 'widgets'])(
  'a unit that nobody knows, %s, stays as it is',
  async (unit) => {
    const ctx = await aCtx()
    const { receipt } = await record(
      ctx,
      anUpload(ctx.project.slug, { measurements: [{ metric: 'm', unit, value: 2 }] }),
    )
    expect(receipt.verdicts[0]).toMatchObject({ unit, value: 2 })
  },
)

test('a metric that only failed so far learns its unit; new states are learnt as the worst', async () => {
  const ctx = await aCtx()
  const of = (m: RunUpload['measurements'][number]) =>
    record(ctx, anUpload(ctx.project.slug, { measurements: [m] }))
  await of({ metric: 'm', error: 'no' })
  expect((await of({ metric: 'm', unit: 's', value: 1 })).receipt.verdicts[0]).toMatchObject({
    unit: 's',
    value: 1,
  })
  await of({ metric: 's', state: 'good' })
  await of({ metric: 's', state: 'bad' })
  expect((await listMetrics(ctx)).find((m) => m.metric === 's')?.states).toEqual(['good', 'bad'])
})
