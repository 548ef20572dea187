import { describe, expect, test } from 'vitest'
import { appendAudit, GENESIS, verifyAudit } from './audit'
import { sql } from './db/sql'
import { aProject, NOW } from './db/testing/fixtures'
import { testDatabase } from './db/testing/test-database'
import { sqlTransaction, transaction } from './db/transaction'

testDatabase()

const entry = (projectId: string, subject: string) => ({
  projectId,
  actor: 'system',
  action: 'test.append',
  subject,
  detail: { b: 1.5, a: ['é', null, { z: true }], tiny: 1e-7, huge: 1e21 },
  at: NOW,
})

async function aChain(length: number) {
  const { id } = (await aProject()).project
  for (let i = 1; i <= length; i++)
    // Both clients write the same chain.
    if (i % 2) await transaction((tx) => appendAudit(tx, entry(id, `event ${i}`)))
    else await sqlTransaction((tx) => appendAudit(tx, entry(id, `event ${i}`)))
  return id
}

test('a chain holds, whoever appends', async () => {
  const id = await aChain(6)
  expect(await verifyAudit(id)).toEqual([{ projectId: id, events: 6, bad: null }])
})

test('appends at once get one order', async () => {
  const { id } = (await aProject()).project
  await Promise.all(
    Array.from({ length: 30 }, (_, i) => sqlTransaction((tx) => appendAudit(tx, entry(id, `e${i}`)))),
  )
  expect(await verifyAudit(id)).toEqual([{ projectId: id, events: 30, bad: null }])
})

test('what is rolled back leaves nothing', async () => {
  const id = await aChain(1)
  await expect(
    sqlTransaction(async (tx) => {
      await appendAudit(tx, entry(id, 'never'))
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await verifyAudit(id)).toEqual([{ projectId: id, events: 1, bad: null }])
})

describe('tampering is found at the first row that does not fit', () => {
  const chain = (id: string, seq: number) => sql`project_id = ${id} and seq = ${seq}`
  test.each([
    ['a word changed', 3, (id: string) => sql`update audit_events set subject = 'x' where ${chain(id, 3)}`],
    ['a detail changed', 2, (id: string) => sql`update audit_events set detail = '{}' where ${chain(id, 2)}`],
    [
      'a time changed',
      2,
      (id: string) => sql`update audit_events set at = at + interval '1 second' where ${chain(id, 2)}`,
    ],
    ['a row taken out', 4, (id: string) => sql`delete from audit_events where ${chain(id, 4)}`],
    ['the last row taken out', 5, (id: string) => sql`delete from audit_events where ${chain(id, 5)}`],
    [
      'the head moved back',
      5,
      (id: string) => sql`
        update audit_heads h set seq = 4, hash = e.hash from audit_events e
        where h.project_id = ${id} and e.project_id = ${id} and e.seq = 4`,
    ],
    [
      'the head changed',
      5,
      (id: string) => sql`update audit_heads set hash = ${GENESIS} where project_id = ${id}`,
    ],
  ])('%s', async (_, seq, tamper) => {
    const id = await aChain(5)
    await tamper(id)
    const [check] = await verifyAudit(id)
    expect(check?.bad?.seq).toBe(seq)
  })
})
