import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { v7 as uuid } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { anUpload } from '@/lib/db/testing/fixtures'
import { type Ask, caller, expectProblem } from './support/api'
import { aTenant, sharedApp } from './support/app'
import { countRows } from './support/rows'

const app = sharedApp()
const file = (name: string) => readFileSync(path.join(import.meta.dirname, 'support/files', name), 'utf8')
const PYTEST = file('pytest-benchmark.json')
const JUNIT = file('junit.xml')
let ask: Ask
let project: string
beforeAll(async () => {
  const tenant = await aTenant()
  ask = caller(app, tenant.token)
  project = tenant.project.slug
})

const bring = (query: string, body: unknown, type: string | null = 'application/json') =>
  ask('POST', `/api/v1/runs/import${query && `?${query}`}`, { body, type })
const readRun = async (id: string) => (await ask('GET', `/api/v1/runs/${id}`)).json
const metricsOf = (json: { verdicts: { metric: string }[] }) => json.verdicts.map((v) => v.metric)

describe('import of', () => {
  test('pytest-benchmark: its samples, commit, branch, start and machine', async () => {
    const { status, json, headers } = await bring('format=pytest-benchmark&environment=ci-linux', PYTEST)
    expect(status).toBe(201)
    expect(headers.get('location')).toBe(`/api/v1/runs/${json.runId}`)
    expect(json.verdicts).toMatchObject([
      { metric: 'tests/bench_filter.py::test_filter', unit: 's', statistic: 'p95' },
      { metric: 'tests/bench_window.py::test_prune[1000]', unit: 's', value: 0.00024 },
    ])
    expect(await readRun(json.runId)).toMatchObject({
      branch: 'main',
      commit: '4f2a9c1d5e6b7a8091a2b3c4d5e6f708192a3b4c',
      startedAt: '2026-02-28T22:58:10.417Z',
      format: 'pytest-benchmark',
      environment: { name: 'ci-linux' },
      environmentDetails: { name: 'ci-linux', cores: 2, runtime: 'CPython 3.11.7' },
      bodySha256: createHash('sha256').update(PYTEST).digest('hex'),
    })
  })

  test.each(['application/xml', 'text/xml; charset=utf-8', 'application/octet-stream', 'text/plain', null])(
    'junit sent as %s: times, what failed with its message, and what was skipped',
    async (type) => {
      const body = type === null ? new TextEncoder().encode(JUNIT) : JUNIT
      const { status, json } = await bring(`format=junit&commit=${uuid()}`, body, type)
      expect(status).toBe(201)
      expect(json.verdicts).toMatchObject([
        { metric: 'latency.Stt.transcribes', value: 0.181, unit: 's' },
        { metric: 'latency.Tts.first chunk', goal: 'error', error: 'expected 200 ms < 249 ms' },
        { metric: 'latency.Wake.detects', goal: 'error', error: 'skipped' },
        { metric: 'memory.Session.grows', value: 0.5 },
      ])
    },
  )

  test('our own upload', async () => {
    const upload = anUpload(project)
    expect(await bring('format=phasegate', upload)).toMatchObject({
      status: 201,
      json: { runId: upload.runId },
    })
    expect(await bring('', upload)).toMatchObject({ status: 200, json: { runId: upload.runId } })
  })

  test('a file that nobody named: its format is found', async () => {
    const pytest = await bring(`commit=${uuid()}`, PYTEST)
    const junit = await bring(`format=auto&commit=${uuid()}`, `\uFEFF${JUNIT}`, 'application/xml')
    expect([pytest.status, junit.status]).toEqual([201, 201])
    expect((await readRun(pytest.json.runId)).format).toBe('pytest-benchmark')
    expect(metricsOf(junit.json)).toContain('latency.Stt.transcribes')
  })
})

describe('what the query says', () => {
  test('comes before what the file says', async () => {
    const runId = uuid()
    const query = new URLSearchParams({
      format: 'pytest-benchmark',
      branch: 'topic/ä',
      commit: 'c0ffee',
      environment: 'laptop',
      suite: 'nightly',
      startedAt: '2026-03-02T10:00:00+01:00',
      runId,
    })
    expect((await bring(`${query}`, PYTEST)).json.runId).toBe(runId)
    expect(await readRun(runId)).toMatchObject({
      branch: 'topic/ä',
      commit: 'c0ffee',
      suite: 'nightly',
      startedAt: '2026-03-02T09:00:00.000Z',
      environment: { name: 'laptop' },
    })
    expect((await bring(`${query}`, PYTEST)).status).toBe(200)
    expect(expectProblem(await bring(`${query}`, PYTEST.replace('0.0101', '0.0102')), 422)).toEqual(['runId'])
  })

  test('makes the run: the same body and query is the same run, another query another', async () => {
    const query = `format=junit&commit=${uuid()}`
    const first = await bring(query, JUNIT, 'application/xml')
    const again = await bring(query, JUNIT, 'application/xml')
    expect({ status: again.status, text: again.text }).toEqual({ status: 200, text: first.text })
    const other = await bring(`${query}&branch=topic`, JUNIT, 'application/xml')
    expect(other.status).toBe(201)
    expect(other.json.runId).not.toBe(first.json.runId)
  })
})

describe('refused, and nothing written:', () => {
  const entity = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>
    <testsuite name="s"><testcase classname="c" name="&e;" time="1"/></testsuite>`
  test.each([
    ['no commit', 'format=junit', JUNIT, 'commit'],
    ['a format nobody knows', 'format=excel&commit=c', JUNIT, 'format'],
    ['a file nobody knows', 'commit=c', 'a,b,c\n1,2,3', 'format'],
    ['a key nobody knows', 'format=junit&commit=c&colour=red', JUNIT, 'colour'],
    ['a key twice', 'format=junit&commit=c&commit=d', JUNIT, 'commit'],
    ['an id that is none', 'format=junit&commit=c&runId=1', JUNIT, 'runId'],
    ['a start that is none', 'format=junit&commit=c&startedAt=now', JUNIT, 'startedAt'],
    ['a file that only begins like JSON', 'commit=c', '{"benchmarks": [1,]}', 'line 1, column 19'],
    ['another format than it says', 'format=pytest-benchmark&commit=c', JUNIT, null],
    ['half a file', 'format=junit&commit=c', JUNIT.slice(0, 500), null],
    ['half a JSON file', 'format=pytest-benchmark&commit=c', PYTEST.slice(0, -20), null],
    ['an external entity', 'format=junit&commit=c', entity, 'line 1, column 22'],
    ['a report without tests', 'format=junit&commit=c', '<testsuites/>', null],
    ['a number that is none', 'format=pytest-benchmark', PYTEST.replace('0.00024', '1e999'), null],
  ])('%s', async (_, query, body, place) => {
    const before = await countRows(app.databaseUrl)
    const places = expectProblem(await bring(query, body, 'application/octet-stream'), 400)
    if (place) expect(places).toContain(place)
    expect(await countRows(app.databaseUrl)).toEqual(before)
  })

  test.each(['image/png', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'a body of type %s',
    async (type) => {
      expectProblem(await bring('format=junit&commit=c', JUNIT, type), 415)
    },
  )
})
