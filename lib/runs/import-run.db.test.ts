import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { sql } from '../db/sql'
import { anUpload, aProject, aToken, bytesOf, NOW } from '../db/testing/fixtures'
import { countRows, refusal } from '../db/testing/observe'
import { testDatabase } from '../db/testing/test-database'
import type { TokenCtx } from '../projects/context'
import { type ImportQuery, importRun } from './import-run'
import { getRun } from './queries'
import { recordRun } from './record-run'

testDatabase()

const pytest = {
  machine_info: {
    system: 'Linux',
    python_implementation: 'CPython',
    python_version: '3.11.7',
    cpu: { count: 4 },
  },
  commit_info: { id: 'abc123', branch: 'trunk' },
  datetime: '2026-02-28T22:57:00.000000',
  benchmarks: [
    {
      fullname: 'tests/bench.py::test_a',
      stats: { mean: 0.2, stddev: 0.01, rounds: 5, data: [0.19, 0.2, 0.21] },
    },
    { fullname: 'tests/bench.py::test_b', stats: { mean: 0.5, stddev: 0.01, rounds: 25 } },
  ],
}
const junit = `<?xml version="1.0"?>
<testsuites><testsuite name="latency">
  <testcase classname="TestLatency" name="test_e2e" time="0.656"/>
  <testcase classname="TestLatency" name="test_ws" time="0.1"><failure message="too slow: 0.1 &gt; 0.05"/></testcase>
</testsuite></testsuites>`

const asked = (more: Partial<ImportQuery> = {}): ImportQuery => ({ format: 'auto', ...more })
const aCtx = async (): Promise<TokenCtx> => (await aToken(await aProject())).ctx
const send = (ctx: TokenCtx, body: unknown, query: Partial<ImportQuery> = {}) =>
  typeof body === 'string'
    ? importRun(ctx, new TextEncoder().encode(body), 'application/xml', asked(query))
    : importRun(ctx, bytesOf(body), 'application/json', asked(query))

test('a pytest-benchmark file brings its own commit, branch, start and machine', async () => {
  const ctx = await aCtx()
  const { status, receipt } = await send(ctx, pytest, { environment: 'ci' })
  expect(status).toBe(201)
  const run = await getRun(ctx, receipt.runId)
  expect(run).toMatchObject({
    commit: 'abc123',
    branch: 'trunk',
    suite: 'pytest-benchmark',
    format: 'pytest-benchmark',
    startedAt: new Date('2026-02-28T22:57:00Z'),
    environment: { name: 'ci' },
    environmentDetails: { runtime: 'CPython 3.11.7', cores: 4 },
    agent: { name: 'import pytest-benchmark' },
  })
  expect(run.measurements.map((m) => [m.metric, m.unit, m.samples, m.n]).toSorted()).toEqual([
    ['tests/bench.py::test_a', 's', [0.19, 0.2, 0.21], 3],
    ['tests/bench.py::test_b', 's', null, 0],
  ])
})

test('a JUnit file is told what it leaves out; a failed test is a failure', async () => {
  const ctx = await aCtx()
  const { receipt } = await send(ctx, junit, { commit: 'def', suite: 'regression' })
  expect(receipt.verdicts.map((v) => [v.metric, v.goal, v.value, v.error])).toEqual([
    ['TestLatency.test_e2e', 'no_target', 0.656, undefined],
    ['TestLatency.test_ws', 'error', null, 'too slow: 0.1 > 0.05'],
  ])
  const run = await getRun(ctx, receipt.runId)
  expect(run).toMatchObject({ branch: 'main', suite: 'regression', commit: 'def', startedAt: NOW })
})

test('the bytes and their hash are kept as they came', async () => {
  const ctx = await aCtx()
  const odd = `\uFEFF${junit.replaceAll('\n', '\r\n')}\t`
  const { receipt } = await send(ctx, odd, { commit: 'x' })
  const [row] = await sql`
    select b.bytes, b.content_type, r.body_sha256 from run_bodies b join runs r on r.id = b.run_id where b.run_id = ${receipt.runId}`
  const bytes = Buffer.from(new TextEncoder().encode(odd))
  expect(bytes.equals(row!.bytes)).toBe(true)
  expect(row).toMatchObject({
    content_type: 'application/xml',
    body_sha256: createHash('sha256').update(bytes).digest('hex'),
  })
})

describe('without an id', () => {
  test('the same file with the same query is the same run, also at once and later', async () => {
    const ctx = await aCtx()
    const answers = await Promise.all(Array.from({ length: 10 }, () => send(ctx, junit, { commit: 'x' })))
    const later = { ...ctx, now: new Date(NOW.getTime() + 60_000) }
    answers.push(await send(later, junit, { commit: 'x' }))
    expect(answers.filter((a) => a.status === 201)).toHaveLength(1)
    expect(new Set(answers.map((a) => JSON.stringify(a.receipt))).size).toBe(1)
    expect(answers[0]!.receipt.runId).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/,
    )
  })

  test('another commit, suite, machine, branch, start, project or byte is another run', async () => {
    const [ctx, other] = [await aCtx(), await aCtx()]
    const ids = [
      await send(ctx, junit, { commit: 'x' }),
      await send(ctx, junit, { commit: 'y' }),
      await send(ctx, junit, { commit: 'x', suite: 's' }),
      await send(ctx, junit, { commit: 'x', environment: 'e' }),
      await send(ctx, junit, { commit: 'x', branch: 'b' }),
      await send(ctx, junit, { commit: 'x', startedAt: '2026-01-01T00:00:00Z' }),
      await send(ctx, `${junit} `, { commit: 'x' }),
      await send(other, junit, { commit: 'x' }),
    ].map((answer) => answer.receipt.runId)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

test('an id that is given is kept; with another file, commit or machine it is refused', async () => {
  const ctx = await aCtx()
  const runId = crypto.randomUUID()
  const given = { runId, commit: 'x', environment: 'ci' }
  const first = await send(ctx, junit, given)
  expect(first.receipt.runId).toBe(runId)
  expect(await send(ctx, junit, { ...given, runId: runId.toUpperCase() })).toEqual({
    status: 200,
    receipt: first.receipt,
  })
  const before = await countRows()
  for (const other of [{ commit: 'y' }, { branch: 'b' }, { suite: 's' }, { environment: 'laptop' }])
    expect(await refusal(send(ctx, junit, { ...given, ...other }))).toMatchObject({ code: 'unprocessable' })
  expect(await refusal(send(ctx, `${junit} `, given))).toMatchObject({ code: 'unprocessable' })
  expect(await countRows()).toEqual(before)
})

describe('refused, and nothing written:', () => {
  test.each<[string, string, Partial<ImportQuery>, string]>([
    ['a format nobody knows', junit, { format: 'nunit' }, 'format'],
    ['a file nobody knows', 'hello', {}, 'format'],
    ['a file of another format', '{}', { format: 'junit' }, 'line 1, column 1'],
    ['no commit', junit, {}, 'commit'],
    ['an id that is none', junit, { commit: 'x', runId: '1' }, 'runId'],
    ['a start that is none', junit, { commit: 'x', startedAt: 'now' }, 'startedAt'],
  ])('%s', async (_, body, query, path) => {
    const ctx = await aCtx()
    const before = await countRows()
    const found = await refusal(send(ctx, body, query))
    expect(found).toMatchObject({ code: 'bad_request' })
    expect(found?.paths).toContain(path)
    expect(await countRows()).toEqual(before)
  })

  test('a token that may not write', async () => {
    const { ctx } = await aToken(await aProject(), ['read', 'metrics:write'])
    expect(await refusal(send(ctx, junit, { commit: 'x' }))).toMatchObject({ code: 'forbidden' })
  })
})

describe('a run in our own words', () => {
  test('is the same run by either door', async () => {
    const ctx = await aCtx()
    const body = bytesOf(anUpload(ctx.project.slug))
    const first = await recordRun(ctx, body, 'application/json')
    const again = await importRun(ctx, body, 'application/json', asked())
    expect(again).toEqual({ status: 200, receipt: first.receipt })
  })

  test('is told otherwise by the query, as any other file is', async () => {
    const ctx = await aCtx()
    const told = { branch: 'b', commit: 'c', suite: 's', environment: 'e', startedAt: '2026-01-01T00:00:00Z' }
    const upload = anUpload(ctx.project.slug)
    const { receipt } = await send(ctx, upload, told)
    expect(receipt.runId).toBe(upload.runId)
    expect(await getRun(ctx, receipt.runId)).toMatchObject({
      ...told,
      environment: { name: 'e' },
      startedAt: new Date(told.startedAt),
      environmentDetails: { cpu: 'Test CPU' },
    })
    expect(await refusal(send(ctx, upload))).toMatchObject({ code: 'unprocessable' })
  })
})
