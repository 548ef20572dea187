import { expect, test } from 'vitest'
import { verifyAudit } from '../audit'
import { sql } from '../db/sql'
import { aMember, PASSWORD } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import { untilWaiting } from '../db/testing/watch'
import { sqlTransaction } from '../db/transaction'
import { signItem } from './sign-item'
import { aReview, shown, told } from './testing/scene'

testDatabase()

test('fifty leads who press at once give one signature, and forty-nine are told who was faster', async () => {
  const { place, id, lead, decide } = await aReview()
  await decide('stt-latency', { decision: 'pass' })
  const leads = await Promise.all(Array.from({ length: 50 }, () => aMember(place, 'lead')))
  const { expectedDigest } = await shown(lead, id, 'stt-latency')
  const press = leads.map((ctx, i) =>
    told(
      signItem(ctx, id, 'stt-latency', {
        printedName: `Lead ${i}`,
        meaning: 'm',
        password: PASSWORD,
        expectedDigest,
      }),
    ),
  )
  const answers = await Promise.all(press)
  const winner = answers.indexOf('signed')
  expect(answers.filter((a) => a === 'signed')).toHaveLength(1)
  expect(new Set(answers.filter((a) => a !== 'signed'))).toEqual(
    new Set([`conflict: This item is signed already, by Lead ${winner}.`]),
  )
  const rows =
    await sql`select printed_name, signer_id from signatures where project_id = ${place.project.id}`
  expect(rows).toEqual([{ printed_name: `Lead ${winner}`, signer_id: leads[winner]!.principal.id }])
  const signs = await sql`
    select 1 from audit_events where project_id = ${place.project.id} and action = 'item.sign'`
  expect(signs).toHaveLength(1)
  expect(await verifyAudit(place.project.id)).toMatchObject([{ bad: null }])
})

test('a decision that is made while the signature waits is seen: nobody signs what they were not shown', async () => {
  const { id, lead, decide } = await aReview()
  await decide('hot-paths', { decision: 'pass' })
  const given = await shown(lead, id, 'hot-paths')
  let pressed: Promise<string> | undefined
  let decided: Promise<void> | undefined
  await sqlTransaction(async (tx) => {
    await tx`select 1 from reviews where id = ${id} for update`
    decided = decide('hot-paths', { decision: 'fail' })
    await untilWaiting(1)
    pressed = told(signItem(lead, id, 'hot-paths', given))
    await untilWaiting(2)
  })
  await decided
  expect(await pressed).toMatch(/^precondition_failed: /)
})

test('a review named in capitals is the same review, with the same place for a signature', async () => {
  const { id, lead, decide } = await aReview()
  await decide('hot-paths', { decision: 'pass' })
  const given = await shown(lead, id, 'hot-paths')
  expect(await told(signItem(lead, id.toUpperCase(), 'hot-paths', given))).toBe('signed')
  expect(await told(signItem(lead, id, 'hot-paths', given))).toMatch(/^conflict: /)
})
