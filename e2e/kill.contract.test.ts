import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '@/lib/audit'
import { receipt } from '@/lib/core/wire'
import { sql } from '@/lib/db/sql'
import { aMeasurement, anUpload } from '@/lib/db/testing/fixtures'
import { type Agent, downloadAgent, ended } from './support/agent'
import { caller } from './support/api'
import { aTenant, leaveDatabase } from './support/app'
import { seeded } from './support/malformed/random'
import { ownApp } from './support/own-app'
import { killServer } from './support/postgres'

const KILLS = 20
const AGENTS = 3
const RUNS = 10
const random = seeded(20)

let app: Awaited<ReturnType<typeof ownApp>>
let tenant: Awaited<ReturnType<typeof aTenant>>
let agents: Agent[]
/** runId → SHA-256 of the file, for every run that was ever given to an agent */
const given = new Map<string, string>()
/** runs whose receipt an agent has shown */
const acknowledged = new Set<string>()

beforeAll(async () => {
  app = await ownApp()
  tenant = await aTenant()
  agents = await Promise.all(Array.from({ length: AGENTS }, () => downloadAgent(app, tenant.token)))
})
afterAll(async () => {
  for (const agent of agents) agent.remove()
  await leaveDatabase()
  await app.stop()
})

function aFile(agent: Agent) {
  const runId = uuid()
  const measurements = Array.from({ length: 40 }, (_, i) =>
    aMeasurement(`metric ${i}`, 100 + random.below(20)),
  )
  const file = agent.write(`${runId}.json`, anUpload(tenant.project.slug, { runId, measurements }))
  given.set(runId, createHash('sha256').update(readFileSync(file)).digest('hex'))
  return file
}

/** Starts every agent on runs of its own; resolves when all have ended. */
async function uploads() {
  const all = agents.map(async (agent) => {
    const files = Array.from({ length: RUNS }, () => aFile(agent))
    const { code, stdout, stderr } = await ended(
      agent.start(['upload', ...files, '--format-out', 'json', '--retry-for', '60']),
    )
    expect(code, stderr).toBe(0)
    for (const line of stdout.trim().split('\n')) acknowledged.add(receipt.parse(JSON.parse(line)).runId)
  })
  await Promise.all(all)
}

const countStored = async () => (await sql`select count(*)::int as n from runs`)[0]!.n as number

/** Waits until this many more runs are stored, so that a kill falls in the middle of the uploads. */
async function untilStored(count: number) {
  while ((await countStored()) < count) await sleep(2)
}

/** Every run that was given is there once, as it was given, with its receipt, and the chain tells of each once. */
async function expectAllStoredOnce() {
  const rows = await sql<{ id: string; sha: string; stated: string; measurements: number }[]>`
    select r.id, encode(sha256(b.bytes), 'hex') as sha, r.body_sha256 as stated,
      (select count(*)::int from measurements m where m.run_id = r.id) as measurements
    from runs r left join run_bodies b on b.run_id = r.id`
  expect(rows).toHaveLength(given.size)
  expect(new Map(rows.map((row) => [row.id, row.sha]))).toEqual(given)
  expect(new Map(rows.map((row) => [row.id, row.stated]))).toEqual(given)
  expect(rows.filter((row) => row.measurements !== 40)).toEqual([])
  expect(await verifyAudit(tenant.project.id)).toMatchObject([{ events: given.size, bad: null }])
}

test(`kill -9 of the app ${KILLS} times in the middle of uploads: every acknowledged run is stored exactly once`, async () => {
  let interrupted = 0
  for (let kill = 0; kill < KILLS; kill++) {
    const before = await countStored()
    const sending = uploads()
    await untilStored(before + 1 + random.below(AGENTS * RUNS - 10))
    await app.kill()
    if ((await countStored()) < before + AGENTS * RUNS) interrupted++
    await app.start()
    await sending
  }
  expect(interrupted).toBe(KILLS)
  expect(given.size).toBe(KILLS * AGENTS * RUNS)
  expect([...acknowledged].sort()).toEqual([...given.keys()].sort())
  expect(agents.flatMap((agent) => agent.waiting())).toEqual([])
  await expectAllStoredOnce()
}, 240_000)

test('kill -9 of everything, the database included, in the middle of uploads: all is there after the next start', async () => {
  const before = await countStored()
  const sending = uploads()
  await untilStored(before + 5)
  let appGone: Promise<void> | undefined
  await killServer(app.databaseUrl, () => {
    appGone = app.kill()
  })
  await appGone
  await app.start()
  await sending
  expect([...acknowledged].sort()).toEqual([...given.keys()].sort())
  await expectAllStoredOnce()
  const [first] = given.keys()
  const { json } = await caller(app, tenant.token)('GET', `/api/v1/runs/${first}`)
  expect(json).toMatchObject({ id: first, bodySha256: given.get(first!) })
})
