import { describe, expect, test } from 'vitest'
import { db } from '../db/client'
import { aMember, aProject, PASSWORD } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import { authOptions } from './next-auth'
import { hashPassword } from './passwords'
import { readSession, revokeSession } from './sessions'

testDatabase()

type Authorize = (
  given: unknown,
  request: { headers: Record<string, string> },
) => Promise<{ id: string } | null>
const [provider] = authOptions.providers as unknown as { options: { authorize: Authorize } }[]
const signIn = (email: unknown, password: unknown, address = '192.0.2.1') =>
  provider!.options.authorize({ email, password }, { headers: { 'x-forwarded-for': address } })
const answer = (work: Promise<unknown>) =>
  work.then(
    (found) => found,
    (error: Error) => error.message,
  )
const aPerson = async () => (await aMember(await aProject(), 'lead')).principal

test('the right password opens a session, whatever the case of the address; it ends when it is revoked', async () => {
  const person = await aPerson()
  const opened = await signIn(` ${person.email.toUpperCase()} `, PASSWORD)
  const at = new Date()
  expect(await readSession(opened!.id, at)).toEqual({ ...person, sessionId: opened!.id })
  await authOptions.events!.signOut!({ token: { sid: opened!.id }, session: {} as never })
  expect(await readSession(opened!.id, at)).toBeNull()
})

test('each sign-in is a session of its own; ending one leaves the other', async () => {
  const person = await aPerson()
  const [first, second] = [await signIn(person.email, PASSWORD), await signIn(person.email, PASSWORD)]
  const at = new Date()
  await revokeSession(first!.id, at)
  expect(await readSession(first!.id, at)).toBeNull()
  expect(await readSession(second!.id, at)).not.toBeNull()
  // A late request of the first does not bring it back.
  expect(await readSession(first!.id, new Date(at.getTime() + 120_000))).toBeNull()
})

describe('refused alike, and no session opened', () => {
  test.each<[string, (email: string) => [unknown, unknown]]>([
    ['a wrong password', (email) => [email, 'wrong']],
    ['an empty password', (email) => [email, '']],
    ['the hash itself', (email) => [email, 'scrypt$1024$8$1$AAAA$AAAA']],
    ['an operator of a query', (email) => [{ contains: email }, PASSWORD]],
    ['no text', (email) => [email, ['a']]],
    ['a NUL', (email) => [`${email}\0`, PASSWORD]],
  ])('%s', async (_, given) => {
    const person = await aPerson()
    expect(await answer(signIn(...given(person.email)))).toBeNull()
    expect(await db.session.count({ where: { userId: person.id } })).toBe(0)
  })

  test('an account that is not there takes as long as one of the strength of today', async () => {
    const person = await aPerson()
    await db.user.update({
      where: { id: person.id },
      data: { passwordHash: await hashPassword('something else') },
    })
    const took = async (email: string) => {
      const start = performance.now()
      expect(await signIn(email, PASSWORD, '192.0.2.9')).toBeNull()
      return performance.now() - start
    }
    const [wrong, unknown] = [await took(person.email), await took(`${crypto.randomUUID()}@example.org`)]
    expect(Math.min(wrong, unknown) / Math.max(wrong, unknown)).toBeGreaterThan(0.25)
  })
})

describe('tried too often', () => {
  test('even the right password is refused, in words of ours; from elsewhere it opens', async () => {
    const person = await aPerson()
    const guesses = await Promise.all(Array.from({ length: 25 }, () => answer(signIn(person.email, 'wrong'))))
    expect(guesses.filter((g) => g === null)).toHaveLength(10)
    expect(guesses.filter((g) => g === 'TooManyAttempts')).toHaveLength(15)
    expect(await answer(signIn(person.email, PASSWORD))).toBe('TooManyAttempts')
    expect(await answer(signIn(person.email, PASSWORD, '192.0.2.2'))).toMatchObject({
      id: expect.any(String),
    })
  })

  test('an account that is not there is refused and limited just so', async () => {
    const email = `${crypto.randomUUID()}@example.org`
    const guesses = await Promise.all(Array.from({ length: 12 }, () => answer(signIn(email, 'wrong'))))
    expect(guesses.toSorted()).toEqual([...Array(2).fill('TooManyAttempts'), ...Array(10).fill(null)])
  })
})

test('while the database is away that is all that is said', async () => {
  const person = await aPerson()
  const before = process.env.DATABASE_URL
  process.env.DATABASE_URL = 'postgresql://nobody:secret@127.0.0.1:1/none'
  try {
    expect(await answer(signIn(person.email, PASSWORD))).toBe('TemporarilyAway')
  } finally {
    process.env.DATABASE_URL = before
  }
  expect(await answer(signIn(person.email, PASSWORD))).toMatchObject({ id: expect.any(String) })
})
