import { beforeAll, describe, expect, test } from 'vitest'
import { verifyAudit } from '../audit'
import { sql } from '../db/sql'
import { aMember, aProject } from '../db/testing/fixtures'
import { countRows, refusal } from '../db/testing/observe'
import { testDatabase } from '../db/testing/test-database'
import type { ReadCtx } from '../projects/context'
import { decideItem } from './decide-item'
import { getReview } from './queries'
import { findItem } from './read-review'
import type { DecisionInput } from './schemas'
import { aReview, at, minutes } from './testing/scene'

testDatabase()

const inADay = minutes(1_440).toISOString()

test.each<[DecisionInput, object]>([
  [{ decision: 'pass' }, { reason: null, expiresAt: null }],
  [{ decision: 'pass', reason: 'looked at it' }, { reason: 'looked at it' }],
  [{ decision: 'fail' }, {}],
  [{ decision: 'not_applicable', reason: 'no numpy here' }, {}],
  [{ decision: 'waived', reason: 'until the fix', expiresAt: inADay }, { expiresAt: inADay }],
])('%j is kept as it was made, with who and when, and told in the audit chain', async (given, kept) => {
  const { id, member, decide } = await aReview()
  await decide('hot-paths', given, member)
  const item = findItem(await getReview(member, id), 'hot-paths')
  expect(item.decision).toMatchObject({ ...given, ...kept, by: member.principal.name, at: member.now })
  const [event] = await sql`
    select actor, action, subject, detail from audit_events where project_id = ${member.project.id} order by seq desc limit 1`
  expect(event).toMatchObject({
    actor: `user:${member.principal.id}`,
    action: 'item.decide',
    subject: item.id,
    detail: { review: id, item: 'hot-paths', decision: given.decision },
  })
  expect(await verifyAudit(member.project.id)).toMatchObject([{ bad: null }])
})

describe('refused, and nothing written:', () => {
  let scene: Awaited<ReturnType<typeof aReview>>
  beforeAll(async () => {
    scene = await aReview()
  })
  test.each<[unknown, string]>([
    [{ decision: 'maybe' }, 'decision'],
    [{}, 'decision'],
    [{ decision: 'waived', expiresAt: inADay }, 'reason'],
    [{ decision: 'waived', reason: ' ', expiresAt: inADay }, 'reason'],
    [{ decision: 'not_applicable' }, 'reason'],
    [{ decision: 'waived', reason: 'r' }, 'expiresAt'],
    [{ decision: 'waived', reason: 'r', expiresAt: minutes(0).toISOString() }, 'expiresAt'],
    [{ decision: 'waived', reason: 'r', expiresAt: minutes(1_440 * 400).toISOString() }, 'expiresAt'],
    [{ decision: 'waived', reason: 'r', expiresAt: 'tomorrow' }, 'expiresAt'],
    [{ decision: 'pass', expiresAt: inADay }, 'expiresAt'],
    [{ decision: 'pass', reason: 'x'.repeat(1_001) }, 'reason'],
    [{ decision: 'pass', by: 'me' }, 'by'],
  ])('%j', async (given, path) => {
    const { id, lead } = scene
    const before = await countRows()
    const found = await refusal(decideItem(lead, id, 'hot-paths', given as DecisionInput))
    expect(found).toMatchObject({ code: 'bad_request' })
    expect(found!.paths).toContain(path)
    expect(await countRows()).toEqual(before)
  })
})

test('who may: members and above, never a viewer, never a token', async () => {
  const { id, viewer, member, lead, admin, token } = await aReview()
  const decide = (ctx: ReadCtx) => refusal(decideItem(ctx, id, 'hot-paths', { decision: 'pass' }))
  for (const ctx of [viewer, token]) expect(await decide(ctx)).toMatchObject({ code: 'forbidden' })
  for (const ctx of [member, lead, admin]) expect(await decide(ctx)).toBeNull()
})

test('an item or a review that is not there is not found', async () => {
  const { id, lead } = await aReview()
  const decide = (review: string, key: string) => refusal(decideItem(lead, review, key, { decision: 'pass' }))
  for (const [review, key] of [
    [id, 'no-such'],
    [crypto.randomUUID(), 'hot-paths'],
    ['x', 'hot-paths'],
  ] as const)
    expect(await decide(review, key)).toMatchObject({ code: 'not_found' })
})

test('the last decision written counts, whatever the clocks of two requests say; all are kept', async () => {
  const { id, lead, decide } = await aReview()
  await decide('hot-paths', { decision: 'pass' }, at(lead, 2))
  await decide('hot-paths', { decision: 'fail' }, at(lead, 1))
  const item = findItem(await getReview(lead, id), 'hot-paths')
  expect(item.decisions.map((d) => d.decision)).toEqual(['fail', 'pass'])
  expect(item.decision).toMatchObject({ decision: 'fail' })
})

test('twenty decisions at once are twenty in a row, and the audit chain holds', async () => {
  const { id, lead, decide } = await aReview()
  await Promise.all(
    Array.from({ length: 20 }, (_, i) => decide('hot-paths', { decision: 'pass', reason: `n ${i}` })),
  )
  const item = findItem(await getReview(lead, id), 'hot-paths')
  expect(new Set(item.decisions.map((d) => d.reason)).size).toBe(20)
  expect(await verifyAudit(lead.project.id)).toMatchObject([{ bad: null }])
})

test("another project's member decides nothing here", async () => {
  const { id } = await aReview()
  const stranger = await aMember(await aProject(), 'admin')
  expect(await refusal(decideItem(stranger, id, 'hot-paths', { decision: 'pass' }))).toMatchObject({
    code: 'not_found',
  })
})
