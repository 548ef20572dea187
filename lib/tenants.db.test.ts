import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from './audit'
import { sql } from './db/sql'
import { refusal } from './db/testing/observe'
import { testDatabase } from './db/testing/test-database'
import { aTenant, sendNewest, type Tenant } from './reports/testing/tenant'
import { BY_ID, READS, VERBS } from './reports/testing/tenant-asks'
import { dump, remove } from './reports/testing/tenant-rows'

testDatabase()

const ROOMS = ['projects', 'metrics', 'runs', 'alerts', 'reviews', 'reports']
/** Looks at who asks, and at no row. */
const WITHOUT_ROWS = ['demandRead']

/** Every exported function of a room that is given who asks and where. */
const exported = ROOMS.flatMap((room) =>
  readdirSync(path.join(import.meta.dirname, room))
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .flatMap((file) => {
      const text = readFileSync(path.join(import.meta.dirname, room, file), 'utf8')
      const found = text.matchAll(
        /export (?:async )?(?:function|const) (\w+)(?: = (?:async )?)?\(\s*ctx: (?:Read|Token|Project|Organisation)?Ctx\b/g,
      )
      return [...found].map(([, name]) => name!)
    }),
).filter((name) => !WITHOUT_ROWS.includes(name))

/** Some runs of the neighbours are simulated, the newest too; those of `mine` with the same ids are not. */
const SIMULATED = [0, 5, 11]
let older: Tenant
let mine: Tenant
let theirs: Tenant
let earlier: Record<string, unknown>
const answers = async (tenant: Tenant) => {
  const out: Record<string, unknown> = {}
  for (const [name, read] of Object.entries(READS)) out[name] = await read(tenant, tenant)
  return out
}
const names = { reads: Object.keys(READS), verbs: Object.keys(VERBS) }

beforeAll(async () => {
  older = await aTenant(0.95, SIMULATED)
  mine = await aTenant(1)
  earlier = await answers(mine)
  theirs = await aTenant(1.05, SIMULATED)
})

// A new one belongs into READS or VERBS of lib/reports/testing/tenant-asks.ts.
test('every verb and query of every room is in the lists below', () => {
  expect(exported.length).toBeGreaterThan(25)
  expect([...names.reads, ...names.verbs].toSorted()).toEqual(exported.toSorted())
})

test('the scene is worth the look: each query finds something', () => {
  for (const [name, answer] of Object.entries(earlier))
    expect([name, Array.isArray(answer) ? answer.length : answer ? 1 : 0]).not.toEqual([name, 0])
})

describe('a tenant beside another with the same names and run ids', () => {
  test.each(names.reads)('%s answers as before the other came', async (name) => {
    expect(await READS[name]!(mine, mine)).toEqual(earlier[name])
  })

  test.each(names.reads)('%s answers the other with its own', async (name) => {
    expect(await READS[name]!(theirs, theirs)).not.toEqual(earlier[name])
  })
})

describe("what is another's", () => {
  test.each(BY_ID)('is not found by %s, and stays as it was', async (name) => {
    const before = [await dump(mine), await dump(theirs)]
    const work = (READS[name] ?? VERBS[name])!
    expect(await refusal(work(mine, theirs))).toMatchObject({ code: 'not_found' })
    expect([await dump(mine), await dump(theirs)]).toEqual(before)
  })

  async function act(name: string, actor: Tenant, other: Tenant) {
    const [own, before] = [await dump(actor), await dump(other)]
    await VERBS[name]!(actor, actor).catch((error) => {
      // Signatures of what is signed already; all else is done.
      expect(['signItem', 'signStep']).toContain(name)
      expect(error.code).toBe('conflict')
    })
    expect(await dump(other)).toEqual(before)
    if (!['confirmSigner', 'signItem', 'signStep'].includes(name)) expect(await dump(actor)).not.toEqual(own)
  }

  test.each(names.verbs)('is not touched by %s', (name) => act(name, theirs, mine))

  test('is told by no answer afterwards', async () => {
    expect(await answers(mine)).toEqual(earlier)
  })

  // The other way round: of two rows that a query should not have mixed, the one made later often wins.
  test.each(names.verbs)('is not touched by %s of the older tenant', (name) => act(name, mine, theirs))
})

test('no row points into another project', async () => {
  const links = [
    ['targets', 'metrics', 'a.metric_id = b.id'],
    ['runs', 'environments', 'a.environment_id = b.id'],
    ['series', 'metrics', 'a.metric_id = b.id'],
    ['series', 'environments', 'a.environment_id = b.id'],
    ['review_items', 'reviews', 'a.review_id = b.id'],
    ['item_decisions', 'review_items', 'a.item_id = b.id'],
    ['review_steps', 'reviews', 'a.review_id = b.id'],
    ['time_entries', 'review_steps', 'a.step_id = b.id'],
    ['signatures', 'reviews', 'a.review_id = b.id'],
    ['report_revisions', 'reviews', 'a.review_id = b.id'],
  ]
  for (const [a, b, on] of links) {
    const rows = await sql.unsafe(
      `select 1 from ${a} a join ${b} b on ${on} where a.project_id <> b.project_id`,
    )
    expect([a, b, rows.length]).toEqual([a, b, 0])
  }
  for (const check of await verifyAudit()) expect(check.bad).toBeNull()
})

// Of two rows that a query mixes up, the first or the last is taken: the one in the middle is never right by luck.
test('the one in the middle answers the same when both others are gone', async () => {
  for (const tenant of [older, mine, theirs]) await sendNewest(tenant, tenant !== mine)
  const beside = await answers(mine)
  for (const tenant of [older, theirs]) await remove(tenant)
  expect(await answers(mine)).toEqual(beside)
})
