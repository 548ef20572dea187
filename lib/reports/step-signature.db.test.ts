import { describe, expect, test } from 'vitest'
import { verifyAudit } from '../audit'
import { digestOf } from '../core/evidence'
import { sql } from '../db/sql'
import { aMember, PASSWORD } from '../db/testing/fixtures'
import { countRows, refusal } from '../db/testing/observe'
import { testDatabase } from '../db/testing/test-database'
import type { Ctx } from '../projects/context'
import { getReview } from '../reviews/queries'
import { itemsOf } from '../reviews/rows'
import { aReview, at, ITEMS, minutes, shown, told } from '../reviews/testing/scene'
import { signStep } from './sign-step'

testDatabase()

async function allSigned() {
  const scene = await aReview()
  for (const key of ITEMS) await scene.pass(key)
  const signAll = async (ctx: Ctx = scene.lead) => signStep(ctx, scene.id, await shown(ctx, scene.id))
  return { ...scene, signAll }
}

test('the signature of a step binds every decision and the digest under every item, and closes the review', async () => {
  const { id, lead, signAll } = await allSigned()
  const before = await getReview(lead, id)
  expect(before).toMatchObject({ status: 'open', closedAt: null, gate: { allowed: true } })
  const { digest, revision } = await signAll(at(lead, 1))
  const [row] = await sql`select * from signatures where project_id = ${lead.project.id} and item_id is null`
  expect(row).toMatchObject({
    review_id: id,
    slot: `${id}:0`,
    evidence_digest: digest,
    signed_at: minutes(1),
  })
  expect(digestOf(row!.evidence)).toBe(digest)
  expect(row!.evidence.items).toEqual(
    itemsOf(before).map((i) => ({
      item: i.key,
      title: i.title,
      decision: { decision: 'pass', reason: null, expiresAt: null },
      evidence: i.signature!.digest,
    })),
  )
  expect(revision).toBe(1)
  expect(await getReview(lead, id)).toMatchObject({
    status: 'signed',
    closedAt: minutes(1),
    signature: { name: 'Lea Lead', stale: false },
    revisions: [{ revision: 1 }],
  })
  const [event] = await sql`
    select actor, action, subject from audit_events where project_id = ${lead.project.id} order by seq desc limit 1`
  expect(event).toEqual({ actor: `user:${lead.principal.id}`, action: 'step.sign', subject: id })
})

describe('refused, and nothing written:', () => {
  test('a gate that is closed, with every item that keeps it so', async () => {
    const { id, lead, pass, decide, sign } = await aReview()
    await pass('stt-latency')
    await decide('hot-paths', { decision: 'fail' })
    await sign('hot-paths')
    await decide('wake-word-latency', { decision: 'pass' })
    const before = await countRows()
    const given = await shown(lead, id)
    const error = await signStep(lead, id, given).catch((e) => e)
    expect(error.code).toBe('conflict')
    expect(error.errors.map((e: { path: string }) => e.path).toSorted()).toEqual([
      'context-window-pruning',
      'hot-paths',
      'wake-word-latency',
    ])
    expect(await countRows()).toEqual(before)
  })

  test('who may not, a wrong password, evidence that moved', async () => {
    const { id, viewer, member, token, lead, measure } = await allSigned()
    const given = await shown(lead, id)
    const before = await countRows()
    for (const ctx of [viewer, member, token])
      expect(await refusal(signStep(ctx, id, given))).toMatchObject({ code: 'forbidden' })
    expect(await told(signStep(lead, id, { ...given, password: 'wrong' }))).toMatch(/^bad_request: /)
    expect(await told(signStep(lead, id, { ...given, expectedDigest: digestOf({}) }))).toMatch(
      /^precondition_failed: /,
    )
    expect(await countRows()).toEqual(before)
    await measure({ stt: 900 })
    expect(await told(signStep(lead, id, given))).toMatch(/^conflict: .*stale/)
  })
})

test('fifty leads who press at once give one signature and one report, and forty-nine are told who was faster', async () => {
  const { place, id, lead } = await allSigned()
  const { expectedDigest } = await shown(lead, id)
  const leads = await Promise.all(Array.from({ length: 50 }, () => aMember(place, 'lead')))
  const answers = await Promise.all(
    leads.map((ctx, i) =>
      told(signStep(ctx, id, { printedName: `Lead ${i}`, meaning: 'm', password: PASSWORD, expectedDigest })),
    ),
  )
  const winner = answers.indexOf('signed')
  expect(new Set(answers)).toEqual(
    new Set(['signed', `conflict: This step is signed already, by Lead ${winner}.`]),
  )
  expect(answers.filter((a) => a === 'signed')).toHaveLength(1)
  expect(
    await sql`select 1 from signatures where project_id = ${place.project.id} and item_id is null`,
  ).toHaveLength(1)
  expect(await sql`select 1 from report_revisions where project_id = ${place.project.id}`).toHaveLength(1)
  expect(await verifyAudit(place.project.id)).toMatchObject([{ bad: null }])
})

test('goes stale with the reason of the item that broke, and is signed again as another revision', async () => {
  const { id, lead, measure, sign, signAll } = await allSigned()
  await signAll()
  await measure({ stt: 250 })
  expect(await getReview(lead, id)).toMatchObject({
    status: 'stale',
    signature: { stale: true, reasons: [expect.stringMatching(/STT transcription: now acceptable/)] },
  })
  expect(await told(signAll())).toMatch(/^conflict: .*stale/)
  await sign('stt-latency')
  const resigned = await getReview(lead, id)
  expect(resigned.signature!.reasons).toEqual([expect.stringMatching(/: signed again since$/)])
  expect(await signAll(at(lead, 9))).toMatchObject({ revision: 2 })
  const now = await getReview(lead, id)
  expect(now).toMatchObject({
    status: 'signed',
    signature: { stale: false, at: minutes(9) },
    superseded: [{ stale: true }],
    revisions: [{ revision: 2 }, { revision: 1 }],
  })
})

test('what fails while the report is frozen leaves no signature', async () => {
  const { place, id, lead, signAll } = await allSigned()
  const before = await countRows()
  await sql.unsafe(`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'no'; end $$;
    create trigger refuse before insert on report_revisions for each row execute function refuse()`)
  await expect(signAll()).rejects.toThrow('no')
  await sql.unsafe('drop trigger refuse on report_revisions; drop function refuse()')
  expect(await countRows()).toEqual(before)
  expect(
    await sql`select 1 from signatures where project_id = ${place.project.id} and item_id is null`,
  ).toHaveLength(0)
  expect(await getReview(lead, id)).toMatchObject({ status: 'open', closedAt: null })
  await signAll()
})
