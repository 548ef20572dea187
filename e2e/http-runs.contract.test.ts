import { createHash } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { RunUpload } from '@/lib/core/wire'
import { aMeasurement, anUpload } from '@/lib/db/testing/fixtures'
import { type Ask, caller, expectProblem } from './support/api'
import { aTenant, sharedApp } from './support/app'
import { countRows } from './support/rows'

const app = sharedApp()
let ask: Ask
let project: string
beforeAll(async () => {
  const tenant = await aTenant()
  ask = caller(app, tenant.token)
  project = tenant.project.slug
})

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const run = (more: Partial<RunUpload> = {}) =>
  anUpload(project, { startedAt: new Date().toISOString(), ...more })
const post = (body: unknown) => ask('POST', '/api/v1/runs', { body })

describe('a run', () => {
  test('is stored as it came, and its receipt says how it was judged', async () => {
    const upload = run({
      commitAt: '2026-02-28T14:57:00Z',
      measurements: [
        aMeasurement('stt'),
        { metric: 'growth', unit: 'MB', value: 0.42, low: 0.4, high: 0.45 },
        { metric: 'cleanup', state: 'pruned_at_limit' },
        { metric: 'tts', error: 'connection refused by the TTS server' },
      ],
    })
    const body = JSON.stringify(upload)
    const { status, json, headers } = await post(body)
    expect(status).toBe(201)
    expect(headers.get('location')).toBe(`/api/v1/runs/${upload.runId}`)
    expect(json).toMatchObject({
      runId: upload.runId,
      admissible: true,
      // without a limit on any of its metrics nothing was judged
      grade: null,
      alerts: [],
    })
    expect(json.url).toMatch(new RegExp(`^${app.url}/[^/]+/${project}/runs/${upload.runId}$`))
    expect(json.evidence).toMatch(/^sha256:[0-9a-f]{64}$/)
    expect(json.verdicts).toMatchObject([
      { metric: 'stt', statistic: 'p95', unit: 'ms', goal: 'no_target', change: 'no_baseline' },
      { metric: 'growth', value: 0.42, low: 0.4, high: 0.45, unit: 'MB' },
      { metric: 'cleanup', state: 'pruned_at_limit', value: null },
      { metric: 'tts', goal: 'error', error: 'connection refused by the TTS server' },
    ])

    const read = (await ask('GET', `/api/v1/runs/${upload.runId}`)).json
    expect(read).toMatchObject({
      id: upload.runId,
      branch: 'main',
      commit: 'c0ffee',
      digest: json.evidence,
      bodySha256: sha256(body),
      receipt: json,
      verdicts: json.verdicts,
      environmentDetails: upload.environment,
      goals: { no_target: 3, error: 1, met: 0 },
      simulated: false,
    })
    const samples = read.measurements.find((m: { metric: string }) => m.metric === 'stt').samples
    expect(samples).toEqual(upload.measurements[0]!.samples)
  })

  test('again is the same receipt, byte for byte, and writes nothing', async () => {
    const body = JSON.stringify(run())
    const first = await post(body)
    const before = await countRows(app.databaseUrl)
    const again = await post(body)
    expect({ status: again.status, text: again.text }).toEqual({ status: 200, text: first.text })
    expect(await countRows(app.databaseUrl)).toEqual(before)
  })

  test('under the id of another is refused', async () => {
    const upload = run()
    await post(upload)
    const before = await countRows(app.databaseUrl)
    expect(expectProblem(await post({ ...upload, branch: 'other' }), 422)).toEqual(['runId'])
    expect(expectProblem(await post(`${JSON.stringify(upload)} `), 422)).toEqual(['runId'])
    expect(await countRows(app.databaseUrl)).toEqual(before)
  })

  test('sent by thirty at once is stored once, with one receipt', async () => {
    const body = JSON.stringify(run())
    const answers = await Promise.all(Array.from({ length: 30 }, () => post(body)))
    expect(answers.map((a) => a.status).sort()).toEqual([...Array(29).fill(200), 201])
    expect(new Set(answers.map((a) => a.text)).size).toBe(1)
  })

  test('of any id that has the form of a UUID, in either case', async () => {
    const id = 'FFFFFFFF-1111-0000-0000-00000000000A'
    const upload = run({ runId: id })
    expect((await post(upload)).json.runId).toBe(id.toLowerCase())
    expect((await post(upload)).status).toBe(200)
    expect((await ask('GET', `/api/v1/runs/${id}`)).json.id).toBe(id.toLowerCase())
  })

  test('may hold 5,000 measurements, 100,000 samples and names of 300 characters', async () => {
    const measurements = Array.from({ length: 5_000 }, (_, i) => ({ metric: `m${i}`, unit: 'ms', value: i }))
    expect((await post(run({ measurements }))).json.verdicts).toHaveLength(5_000)
    expectProblem(await post(run({ measurements: [...measurements, { metric: 'more', value: 1 }] })), 400)
    const samples = Array.from({ length: 100_000 }, (_, i) => i)
    const many = await post(run({ measurements: [{ metric: 'many', unit: 'ms', samples }] }))
    expect(many.status).toBe(201)
    const wide = run({
      branch: 'b'.repeat(300),
      environment: { name: 'ß'.repeat(300), own: { key: [1, null] } },
    })
    expect((await post(wide)).status).toBe(201)
    expect(expectProblem(await post(run({ branch: 'b'.repeat(301) })), 400)).toEqual(['branch'])
  })

  test('names a metric as its tool does: printable characters of any script, up to 200', async () => {
    const names = ['tests/bench.py::test_a[1-β]', '100 %', 'a/b?c#d', '🐢'.repeat(100)]
    const measurements = names.map((metric) => ({ metric, unit: 'ms', value: 1 }))
    expect(
      (await post(run({ measurements }))).json.verdicts.map((v: { metric: string }) => v.metric),
    ).toEqual(names)
  })

  test('in a unit of another dimension is refused; within the dimension it converts', async () => {
    await post(run({ measurements: [{ metric: 'unit', unit: 'ms', value: 250 }] }))
    const other = run({ measurements: [{ metric: 'unit', unit: 'MB', value: 1 }] })
    expect(expectProblem(await post(other), 400)).toEqual(['measurements[0].unit'])
    const units: [string, number][] = [
      ['ns', 250e6],
      ['µs', 250e3],
      ['us', 250e3],
      ['s', 0.25],
    ]
    for (const [unit, value] of units) {
      const { json } = await post(run({ measurements: [{ metric: 'unit', unit, value }] }))
      expect(json.verdicts[0]).toMatchObject({ unit: 'ms', value: 250 })
    }
  })

  test('measured on a noisy machine is stored, and is no evidence, with the reason', async () => {
    const environment = { name: 'noisy', noise: { stealPercent: 60 } }
    const { status, json } = await post(run({ environment }))
    expect(status).toBe(201)
    expect(json).toMatchObject({ admissible: false, reason: expect.stringContaining('60%') })
  })

  test('of usual numbers is taken after any other: extremes in the history say nothing, and break nothing', async () => {
    for (const [i, first] of [1.7e308, -1.7e308, 5e-324, 1e-320, 0].entries())
      for (const value of [first, -first, 3, 3.1, 2.9, 3, 3, 3, 3.2, 3, 2.8]) {
        const { status, json } = await post(
          run({ measurements: [{ metric: `extreme ${i}`, unit: 'ms', value }] }),
        )
        expect(status, `${first}, then ${value}: ${JSON.stringify(json)}`).toBe(201)
      }
  })
})

describe('times', () => {
  test.each([
    ['startedAt', '0000-01-01T00:00:00Z'],
    ['startedAt', '1969-12-31T23:59:59Z'],
    ['commitAt', '0000-12-31T23:59:59Z'],
    ['startedAt', '2999-01-01T00:00:00Z'],
    ['finishedAt', '2020-01-01T00:00:00Z'],
    ['startedAt', '2026-02-30T00:00:00Z'],
    ['startedAt', '2026-02-28 22:57'],
  ])('%s %s is refused by name', async (key, time) => {
    expect(expectProblem(await post(run({ [key]: time })), 400)).toContain(key)
  })

  test('the first that can be, and one with an offset, are kept', async () => {
    const upload = run({ startedAt: '1970-01-01T02:00:00.001+02:00', commitAt: '2026-02-28T23:30:00-08:00' })
    expect((await post(upload)).status).toBe(201)
    const { startedAt, commitAt } = (await ask('GET', `/api/v1/runs/${upload.runId}`)).json
    expect([startedAt, commitAt]).toEqual(['1970-01-01T00:00:00.001Z', '2026-03-01T07:30:00.000Z'])
  })
})

test('runs come newest first, page by page, and one that arrives meanwhile neither repeats nor hides another', async () => {
  const { token, at, project: own } = await aTenant()
  const mine = caller(app, token)
  const made: string[] = []
  const put = async (minute: number, more: Partial<RunUpload> = {}) => {
    const upload = anUpload(own.slug, {
      runId: uuid(),
      startedAt: `2026-03-01T10:${String(minute).padStart(2, '0')}:00.000Z`,
      ...more,
    })
    expect((await mine('POST', '/api/v1/runs', { body: upload })).status).toBe(201)
    made.push(upload.runId)
  }
  for (let minute = 10; minute < 17; minute++) await put(minute)
  const ids = (page: { json: { runs: { id: string }[] } }) => page.json.runs.map((r) => r.id)

  const first = await mine('GET', `${at}/runs?limit=3`)
  await put(30)
  const second = await mine('GET', `${at}/runs?limit=3&cursor=${first.json.nextCursor}`)
  const third = await mine('GET', `${at}/runs?limit=3&cursor=${second.json.nextCursor}`)
  expect([first, second, third].flatMap(ids)).toEqual(made.slice(0, 7).reverse())
  expect(third.json.nextCursor).toBe(null)

  await put(40, { branch: 'topic', suite: 'nightly', environment: { name: 'laptop' } })
  for (const filter of ['branch=topic', 'suite=nightly', 'environment=laptop'])
    expect(ids(await mine('GET', `${at}/runs?${filter}`))).toEqual([made.at(-1)])
  expect(ids(await mine('GET', `${at}/runs?branch=none`))).toEqual([])

  const garbage = Buffer.from(JSON.stringify(['0000-01-01T00:00:00Z', uuid()])).toString('base64url')
  for (const query of [
    'limit=0',
    'limit=201',
    'limit=abc',
    'limit=1e1',
    'limit=-1',
    'cursor=x',
    `cursor=${garbage}`,
    'page=2',
    'limit=1&limit=2',
  ])
    expect(expectProblem(await mine('GET', `${at}/runs?${query}`), 400), query).toEqual([query.split('=')[0]])
})
