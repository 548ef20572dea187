import { readdirSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { v7 as uuid } from 'uuid'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyAudit } from '@/lib/audit'
import { sql } from '@/lib/db/sql'
import { aMeasurement, anUpload } from '@/lib/db/testing/fixtures'
import { type Agent, downloadAgent, ended } from './support/agent'
import { aTenant, sharedApp } from './support/app'
import { seeded } from './support/malformed/random'

const KILLS = 50
const RUNS = 5
const random = seeded(50)
const app = sharedApp()
let tenant: Awaited<ReturnType<typeof aTenant>>
let agent: Agent
beforeAll(async () => {
  tenant = await aTenant()
  agent = await downloadAgent(app, tenant.token)
})
afterAll(() => agent.remove())

const given = new Map<string, string>()
function aFile() {
  const runId = uuid()
  const measurements = Array.from({ length: 40 }, (_, i) =>
    aMeasurement(`metric ${i}`, 100 + random.below(20)),
  )
  given.set(runId, agent.write(`${runId}.json`, anUpload(tenant.project.slug, { runId, measurements })))
  return given.get(runId)!
}
const spooled = () => agent.waiting().map((name) => name.slice(name.indexOf('-') + 1, -'.json'.length))
async function stored() {
  const rows = await sql<{ id: string }[]>`select id from runs where project_id = ${tenant.project.id}`
  return new Set(rows.map(({ id }) => id))
}

/** Somewhere between the first byte that is written and the last receipt. */
const MOMENTS: Record<string, (before: number) => Promise<boolean>> = {
  'while it writes': async () =>
    readdirSync(agent.spool).length > random.below(3) && spooled().length > random.below(RUNS),
  'while it sends': async (before) => (await stored()).size > before + random.below(RUNS),
}

test(`kill -9 of the agent ${KILLS} times while it spools and replays: nothing is lost and nothing doubled`, async () => {
  let [mid, replayed] = [0, 0]
  let safe = new Set<string>()
  await agent.run(['spool', 'list'])
  for (let kill = 0; kill < KILLS; kill++) {
    const files = Array.from({ length: RUNS }, aFile)
    const before = await stored()
    const child = agent.start(['upload', ...files])
    const end = ended(child)
    let over = false
    void end.then(() => {
      over = true
    })
    const moment = MOMENTS[kill % 2 ? 'while it sends' : 'while it writes']!
    while (!over && !(await moment(before.size).catch(() => false))) await sleep(1)
    await sleep(random.below(8))
    child.kill('SIGKILL')
    if ((await end).signal === 'SIGKILL') mid++

    // What was whole in the spool has either arrived or is there still.
    const [left, there] = [new Set(spooled()), await stored()]
    expect([...safe].filter((id) => !left.has(id) && !there.has(id))).toEqual([])
    replayed += [...safe].filter((id) => there.has(id)).length
    safe = left
  }
  expect(mid).toBeGreaterThan(KILLS * 0.8)
  expect(replayed).toBeGreaterThan(KILLS / 5)

  expect((await agent.run(['spool', 'flush'])).code).toBe(0)
  const arrived = await stored()
  expect([...safe].filter((id) => !arrived.has(id))).toEqual([])
  // Whoever was killed before it had a run starts again with the same files; those that arrived are the same runs.
  const { code, stderr } = await agent.run(['upload', ...given.values(), '--format-out', 'json'])
  expect(code, stderr).toBe(0)
  expect({ waiting: agent.waiting(), rejected: agent.rejected() }).toEqual({ waiting: [], rejected: [] })
  expect([...(await stored())].sort()).toEqual([...given.keys()].sort())
  const [counts] = await sql<{ runs: number; measurements: number }[]>`
    select (select count(*)::int from runs where project_id = ${tenant.project.id}) as runs,
      (select count(*)::int from measurements where project_id = ${tenant.project.id}) as measurements`
  expect(counts).toEqual({ runs: KILLS * RUNS, measurements: KILLS * RUNS * 40 })
  expect(await verifyAudit(tenant.project.id)).toMatchObject([{ events: KILLS * RUNS, bad: null }])
}, 110_000)
