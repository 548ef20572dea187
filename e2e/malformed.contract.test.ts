import { readFileSync } from 'node:fs'
import path from 'node:path'
import { v7 as uuid } from 'uuid'
import { beforeAll, expect, test } from 'vitest'
import type { RunUpload } from '@/lib/core/wire'
import { anUpload } from '@/lib/db/testing/fixtures'
import { type Ask, caller, expectProblem } from './support/api'
import { aTenant, sharedApp } from './support/app'
import { damaged, different, malformedUploads } from './support/malformed/bodies'
import type { Body } from './support/malformed/extremes'
import { seeded } from './support/malformed/random'
import { countRows } from './support/rows'

const app = sharedApp()
const SEED = 20_261_125
let tenant: Awaited<ReturnType<typeof aTenant>>
let ask: Ask
beforeAll(async () => {
  tenant = await aTenant()
  ask = caller(app, tenant.token)
})

const goodUpload = (): RunUpload =>
  anUpload(tenant.project.slug, {
    commitAt: '2026-02-28T14:57:00Z',
    finishedAt: '2026-03-01T11:01:00.000Z',
    measurements: [
      { metric: 'stt', unit: 'ms', samples: [181.2, 179.9, 190.4] },
      { metric: 'growth', unit: 'MB', value: 0.42, low: 0.4, high: 0.45 },
      { metric: 'cleanup', state: 'pruned_at_limit' },
      { metric: 'tts', error: 'connection refused by the TTS server' },
    ],
  })

/** Sends each, four at a time; every one must be refused as its sender's mistake. */
async function expectRefused(method: string, address: string, bodies: Body[]) {
  const before = await countRows(app.databaseUrl)
  const left = [...bodies]
  const worker = async () => {
    for (let next = left.pop(); next; next = left.pop()) {
      const { what, body, headers } = next
      const answer = await ask(method, address, { body, headers })
      expect(Math.floor(answer.status / 100), `${what}: ${answer.status} ${answer.text}`).toBe(4)
      expectProblem(answer, answer.status)
    }
  }
  const ended = await Promise.allSettled([worker(), worker(), worker(), worker()])
  for (const one of ended) if (one.status === 'rejected') throw one.reason
  expect(await countRows(app.databaseUrl)).toEqual(before)
  expect(await ask('GET', '/api/health')).toMatchObject({ status: 200 })
}

test('500 malformed uploads: each is refused with a problem, nothing is written, and the server goes on', async () => {
  const bodies = malformedUploads(goodUpload(), 500, SEED)
  expect(bodies).toHaveLength(500)
  await expectRefused('POST', '/api/v1/runs', bodies)
  expect((await ask('POST', '/api/v1/runs', { body: goodUpload() })).status).toBe(201)
})

test('100 malformed files of another tool', async () => {
  const text = readFileSync(path.join(import.meta.dirname, 'support/files/pytest-benchmark.json'), 'utf8')
  const compact = JSON.stringify(JSON.parse(text))
  const bodies = different(damaged(compact, seeded(SEED + 1)), 100)
  await expectRefused('POST', `/api/v1/runs/import?format=pytest-benchmark&commit=${uuid()}`, bodies)
})

test('100 malformed targets', async () => {
  const good = {
    unit: 'ms',
    direction: 'lower',
    target: 200,
    acceptance: 300,
    minEffect: 0.05,
    statistic: 'p95',
  }
  const bodies = different(damaged(JSON.stringify(good), seeded(SEED + 2)), 100)
  await expectRefused('PUT', `${tenant.at}/metrics/malformed`, bodies)
  expect((await ask('PUT', `${tenant.at}/metrics/malformed`, { body: good })).status).toBe(201)
})
