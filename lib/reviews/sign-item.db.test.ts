import { describe, expect, test } from 'vitest'
import { verifyAudit } from '../audit'
import { digestOf } from '../core/evidence'
import { sql } from '../db/sql'
import { PASSWORD } from '../db/testing/fixtures'
import { countRows, refusal } from '../db/testing/observe'
import { testDatabase } from '../db/testing/test-database'
import { getReview } from './queries'
import { findItem } from './read-review'
import { signItem } from './sign-item'
import { aReview, shown, told } from './testing/scene'

testDatabase()

test('a signature binds exactly what was stored: name, meaning, time, evidence and its digest', async () => {
  const { id, lead, decide, sign } = await aReview()
  await decide('stt-latency', { decision: 'pass' })
  const { digest } = await sign('stt-latency')
  const item = findItem(await getReview(lead, id), 'stt-latency')
  const [row] = await sql`select * from signatures where project_id = ${lead.project.id}`
  expect(row).toMatchObject({
    review_id: id,
    item_id: item.id,
    signer_id: lead.principal.id,
    printed_name: 'Lea Lead',
    meaning: 'approved',
    signed_at: lead.now,
    evidence_digest: digest,
  })
  expect(row!.evidence).toEqual(item.evidence)
  expect(digestOf(row!.evidence)).toBe(digest)
  const [run] = await sql`select id, body_sha256, commit from runs where project_id = ${lead.project.id}`
  expect(row!.evidence).toMatchObject({
    kind: 'item',
    decision: { decision: 'pass', reason: null, expiresAt: null },
    metrics: [
      {
        metric: 'stt_transcription',
        run: run!.id,
        bodySha256: run!.body_sha256,
        commit: run!.commit,
        goal: 'met',
        value: 180,
        target: 200,
        acceptance: 300,
        targetVersion: 1,
      },
    ],
  })
  expect(item.signature).toMatchObject({ name: 'Lea Lead', signer: 'A lead', stale: false, reasons: [] })
  const [event] = await sql`
    select actor, action, subject, detail from audit_events where project_id = ${lead.project.id} order by seq desc limit 1`
  expect(event).toMatchObject({
    actor: `user:${lead.principal.id}`,
    action: 'item.sign',
    subject: item.id,
    detail: { review: id, signature: row!.id, evidence: digest },
  })
  expect(JSON.stringify(event)).not.toContain(PASSWORD)
  expect(await verifyAudit(lead.project.id)).toMatchObject([{ bad: null }])
})

describe('refused, and nothing written:', () => {
  const refused = async (
    change: object,
    prepare: (scene: Awaited<ReturnType<typeof aReview>>) => Promise<unknown> = async () => {},
    key = 'stt-latency',
  ) => {
    const scene = await aReview()
    if (key === 'stt-latency') await scene.decide(key, { decision: 'pass' })
    const given = await shown(scene.lead, scene.id, key)
    await prepare(scene)
    const before = await countRows()
    const answer = await told(signItem(scene.lead, scene.id, key, { ...given, ...change }))
    expect(await countRows()).toEqual(before)
    expect(await sql`select 1 from signatures where project_id = ${scene.lead.project.id}`).toHaveLength(0)
    return answer
  }

  test('a wrong password', async () => {
    expect(await refused({ password: 'wrong' })).toMatch(/^bad_request: This is not your password/)
  })
  test('no name, no meaning, a key that nobody knows', async () => {
    for (const change of [{ printedName: ' ' }, { meaning: '' }, { password: '' }, { extra: 1 }])
      expect(await refused(change)).toMatch(/^bad_request: /)
  })
  test('another digest than the evidence has', async () => {
    expect(await refused({ expectedDigest: digestOf({}) })).toMatch(
      /^precondition_failed: The evidence changed/,
    )
  })
  test('evidence that changed after the page was made', async () => {
    expect(await refused({}, ({ measure }) => measure({ stt: 181 }))).toMatch(/^precondition_failed: /)
  })
  test('a decision that changed after the page was made', async () => {
    const other = refused({}, ({ decide }) => decide('stt-latency', { decision: 'fail' }))
    expect(await other).toMatch(/^precondition_failed: /)
  })
  test('an item that is not decided', async () => {
    expect(await refused({}, undefined, 'hot-paths')).toBe(
      'conflict: This item cannot be signed yet. It is not decided: pass, fail, not applicable or waived.',
    )
  })
})

test('a closed gate says all that is missing, each with its metric', async () => {
  const { id, lead, decide, measure } = await aReview()
  await measure({}, { measurements: [{ metric: 'context_window_cleanup', state: 'not_pruned' }] })
  await sql`update measurements set admissible = false where project_id = ${lead.project.id}
    and series_id in (select s.id from series s join metrics m on m.id = s.metric_id where m.name = 'context_window_memory')`
  await decide('context-window-pruning', { decision: 'pass' })
  const given = await shown(lead, id, 'context-window-pruning')
  const error = await signItem(lead, id, 'context-window-pruning', given).catch((e) => e)
  expect(error.code).toBe('conflict')
  expect(error.errors).toEqual([
    { path: 'context_window_cleanup', message: expect.stringMatching(/beyond its acceptance limit/) },
    { path: 'context_window_memory', message: expect.stringMatching(/has no evidence/) },
  ])
})

test('who may: leads and admins, never a viewer or member, never a token', async () => {
  const { id, lead, admin, viewer, member, token, decide } = await aReview()
  for (const key of ['stt-latency', 'hot-paths'] as const) await decide(key, { decision: 'pass' })
  const given = await shown(lead, id, 'stt-latency')
  for (const ctx of [viewer, member, token])
    expect(await told(signItem(ctx, id, 'stt-latency', given))).toMatch(/^forbidden: /)
  expect(await told(signItem(lead, id, 'stt-latency', given))).toBe('signed')
  const other = await shown(admin, id, 'hot-paths')
  expect(await told(signItem(admin, id, 'hot-paths', other))).toBe('signed')
})

test('wrong passwords run out, also for the right one', async () => {
  const { id, lead, decide } = await aReview()
  await decide('hot-paths', { decision: 'pass' })
  const given = await shown(lead, id, 'hot-paths')
  const guess = (password: string) => refusal(signItem(lead, id, 'hot-paths', { ...given, password }))
  const guesses = await Promise.all(Array.from({ length: 30 }, (_, i) => guess(`guess ${i}`)))
  expect(guesses.filter((g) => g?.code === 'bad_request')).toHaveLength(10)
  expect(guesses.filter((g) => g?.code === 'too_many_requests')).toHaveLength(20)
  expect(await guess(PASSWORD)).toMatchObject({ code: 'too_many_requests' })
})
