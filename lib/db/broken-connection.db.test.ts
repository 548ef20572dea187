import { expect, test } from 'vitest'
import { databaseUrl } from '../env'
import { AppError } from '../errors'
import { translateDatabaseError } from './errors'
import { openDatabase, sql, type Tx } from './sql'
import { aProject } from './testing/fixtures'
import { testDatabase } from './testing/test-database'
import { sqlTransaction } from './transaction'

testDatabase()

const kill = (pid: number) => sql`select pg_terminate_backend(${pid})`
const pidOf = async (tx: Tx) => Number((await tx`select pg_backend_pid() as pid`)[0]!.pid)
const rename = (tx: Tx, id: string, name: string) => tx`update projects set name = ${name} where id = ${id}`
const nameOf = async (id: string) => (await sql`select name from projects where id = ${id}`)[0]!.name
/** As many statements as there are connections, so that a broken one would be made anew and used. */
const traffic = () => Promise.all(Array.from({ length: 40 }, () => sql`select pg_sleep(0.01)`))
const failure = (work: Promise<unknown>) =>
  work.then(
    () => null,
    (error: unknown) => translateDatabaseError(error),
  )

test('a transaction whose connection is lost between two statements leaves nothing, and touches nobody', async () => {
  const [a, b, other] = [await aProject(), await aProject(), await aProject()].map((p) => p.project.id) as [
    string,
    string,
    string,
  ]
  let reached = false
  const lost = sqlTransaction(async (tx) => {
    await rename(tx, a, 'half')
    await kill(await pidOf(tx))
    await traffic()
    const beside = sqlTransaction(async (theirs) => {
      await rename(theirs, other, 'whole')
      await theirs`select pg_sleep(0.2)`
      await rename(theirs, other, 'whole again')
    })
    for (const _ of [1, 2]) await failure(Promise.resolve().then(() => rename(tx, b, 'half')))
    await beside
    reached = true
  })
  const error = await failure(lost)
  expect(error).toBeInstanceOf(AppError)
  expect(error).toMatchObject({ code: 'unavailable' })
  for (let i = 0; i < 100 && !reached; i++) await new Promise((go) => setTimeout(go, 20))
  expect(reached).toBe(true)
  expect([await nameOf(a), await nameOf(b), await nameOf(other)]).toEqual([
    'Project',
    'Project',
    'whole again',
  ])
})

test('one whose connection is lost under a statement says so, and the next ones find connections', async () => {
  const { id } = (await aProject()).project
  for (let i = 0; i < 12; i++) {
    const lost = sqlTransaction(async (tx) => {
      await rename(tx, id, 'half')
      const pid = await pidOf(tx)
      setTimeout(() => kill(pid).execute(), 20)
      await tx`select pg_sleep(5)`
    })
    expect(await failure(lost)).toMatchObject({ code: 'unavailable' })
  }
  await Promise.all(Array.from({ length: 12 }, () => sqlTransaction((tx) => rename(tx, id, 'whole'))))
  expect(await nameOf(id)).toBe('whole')
})

test('a connection that died while nobody used it costs nobody anything', async () => {
  const { id } = (await aProject()).project
  const pids = await Promise.all(Array.from({ length: 5 }, () => sqlTransaction(pidOf)))
  for (const pid of new Set(pids)) await kill(pid)
  await new Promise((go) => setTimeout(go, 100))
  await Promise.all(Array.from({ length: 12 }, () => sqlTransaction((tx) => rename(tx, id, 'whole'))))
  expect(await nameOf(id)).toBe('whole')
})

test('a failure that the work hides is no success', async () => {
  const { id } = (await aProject()).project
  const hidden = sqlTransaction(async (tx) => {
    await rename(tx, id, 'half')
    await tx`select 1 / 0`.catch(() => {})
  })
  await expect(hidden).rejects.toThrow()
  expect(await nameOf(id)).toBe('Project')
})

test('a transaction that ended takes no more statements', async () => {
  const { id } = (await aProject()).project
  let kept: Tx | undefined
  await sqlTransaction(async (tx) => {
    kept = tx
    await rename(tx, id, 'whole')
  })
  await expect(Promise.resolve().then(() => rename(kept!, id, 'late'))).rejects.toThrow()
  expect(await nameOf(id)).toBe('whole')
})

test('more transactions at once than connections wait their turn', async () => {
  const { id } = (await aProject()).project
  const done = await Promise.all(
    Array.from({ length: 60 }, (_, i) =>
      sqlTransaction(async (tx) => {
        await tx`select pg_sleep(0.005)`
        await tx`update projects set name = ${`n${i}`} where id = ${id}`
        return i
      }),
    ),
  )
  expect(done).toHaveLength(60)
})

test('a transaction that gets no answer gives its connection up, and the next one has another', async () => {
  const { id } = (await aProject()).project
  const { sql: own, lanes } = openDatabase(databaseUrl(), { limit: 300, most: 1 })
  const start = performance.now()
  const stuck = lanes.transaction(async (tx) => {
    await rename(tx, id, 'half')
    await tx`select pg_sleep(5)`
  })
  const next = lanes.transaction((tx) => tx`select name from projects where id = ${id}`)
  expect(await failure(stuck)).toMatchObject({ code: 'unavailable' })
  expect(await next).toMatchObject([{ name: 'Project' }])
  expect(performance.now() - start).toBeLessThan(3_000)
  await Promise.all([own.end(), lanes.end()])
})
