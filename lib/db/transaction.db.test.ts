import { describe, expect, test } from 'vitest'
import { AppError } from '../errors'
import { db, type Prisma } from './client'
import { isConflict, isDuplicate, translateDatabaseError } from './errors'
import { sql } from './sql'
import { aProject } from './testing/fixtures'
import { testDatabase } from './testing/test-database'
import { retry, sqlTransaction, transaction } from './transaction'

testDatabase()

const rename = (id: string, name: string) => sql`update projects set name = ${name} where id = ${id}`
const read = (tx: Prisma.TransactionClient, id: string) => tx.project.findUniqueOrThrow({ where: { id } })

/** Runs `work` with another transaction in between, at its first attempt only. */
function interrupted(id: string, work: (tx: Prisma.TransactionClient, attempt: number) => Promise<unknown>) {
  let attempts = 0
  const once = async (tx: Prisma.TransactionClient) => {
    attempts++
    await read(tx, id)
    if (attempts === 1) await rename(id, 'by another')
    await work(tx, attempts)
    return attempts
  }
  return once
}

const repeatable = { isolationLevel: 'RepeatableRead' as const }
const serializable = { isolationLevel: 'Serializable' as const }
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => error as Record<string, unknown>,
  )

describe('the three shapes of a conflict', () => {
  test('P2034 of the model API', async () => {
    const { id } = (await aProject()).project
    const work = interrupted(id, (tx) => tx.project.update({ where: { id }, data: { name: 'mine' } }))
    expect(await failure(db.$transaction(work, repeatable))).toMatchObject({ code: 'P2034' })
    const again = interrupted(id, (tx) => tx.project.update({ where: { id }, data: { name: 'mine' } }))
    expect(await transaction(again, repeatable)).toBe(2)
  })

  test('P2010 of raw SQL', async () => {
    const { id } = (await aProject()).project
    const raw = (tx: Prisma.TransactionClient) =>
      tx.$executeRaw`update projects set name = 'mine' where id = ${id}::uuid`
    expect(await failure(db.$transaction(interrupted(id, raw), repeatable))).toMatchObject({ code: 'P2010' })
    expect(await transaction(interrupted(id, raw), repeatable)).toBe(2)
  })

  test('a bare adapter error at commit', async () => {
    const { project } = await aProject()
    const skew = () => {
      let attempts = 0
      return async (tx: Prisma.TransactionClient) => {
        attempts++
        await tx.project.count()
        await tx.project.update({ where: { id: project.id }, data: { name: `mine ${attempts}` } })
        if (attempts === 1)
          await db.$transaction(async (other) => {
            await other.project.count()
            const organisation = await other.organisation.findFirstOrThrow()
            const slug = `p-${Math.random().toString(36).slice(2)}`
            const data = {
              id: crypto.randomUUID(),
              slug,
              name: 'x',
              organisationId: organisation.id,
              createdAt: new Date(),
            }
            await other.project.create({ data })
          }, serializable)
        return attempts
      }
    }
    const error = await failure(db.$transaction(skew(), serializable))
    expect(error?.code).toBeUndefined()
    expect(isConflict(error)).toBe(true)
    expect(await transaction(skew(), serializable)).toBe(2)
  })
})

test('two that wait for each other both end, through postgres.js', async () => {
  const [a, b] = [(await aProject()).project.id, (await aProject()).project.id]
  const cross = (first: string, second: string) =>
    sqlTransaction(async (tx) => {
      await tx`update projects set name = 'x' where id = ${first}`
      await tx`select pg_sleep(0.1)`
      await tx`update projects set name = 'x' where id = ${second}`
    })
  await Promise.all([cross(a, b), cross(b, a)])
})

test('what is no conflict is not tried again', async () => {
  let attempts = 0
  await expect(
    retry(async () => {
      attempts++
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(attempts).toBe(1)
})

test('the row that is there already, by either client', async () => {
  const { organisation } = await aProject()
  const values = { id: crypto.randomUUID(), slug: organisation.slug, name: 'x' }
  const [first, second] = await Promise.all([
    failure(db.organisation.create({ data: { ...values, createdAt: new Date() } })),
    failure(sql`insert into organisations ${sql({ ...values, created_at: new Date() })}`),
  ])
  expect([isDuplicate(first), isDuplicate(second)]).toEqual([true, true])
})

describe('a database that is away', () => {
  test.each(['postgresql://nobody:x@127.0.0.1:1/none', 'postgresql://nobody:x@192.0.2.1:5432/none'])(
    'is said so, and soon: %s',
    async (url) => {
      const before = process.env.DATABASE_URL
      process.env.DATABASE_URL = url
      const start = performance.now()
      try {
        for (const error of [await failure(db.user.count()), await failure(sql`select 1`)]) {
          const translated = translateDatabaseError(error)
          expect(translated).toBeInstanceOf(AppError)
          expect(translated).toMatchObject({ code: 'unavailable', retryAfter: 5 })
          expect((translated as AppError).message).not.toMatch(/nobody|127\.0|192\.0/)
        }
      } finally {
        process.env.DATABASE_URL = before
      }
      expect(performance.now() - start).toBeLessThan(8_000)
    },
  )

  test('a statement that takes too long counts as that', async () => {
    const error = await failure(
      sqlTransaction(async (tx) => {
        await tx`set local statement_timeout = '50ms'`
        await tx`select pg_sleep(5)`
      }),
    )
    expect(translateDatabaseError(error)).toMatchObject({ code: 'unavailable' })
  })
})
