import { setTimeout as sleep } from 'node:timers/promises'
import type postgres from 'postgres'
import { db, type Prisma } from './client'
import { isConflict } from './errors'
import { lanes, type Tx } from './sql'
import { SHORT_READ_TIMEOUT } from './timeouts'

const ATTEMPTS = 5

/** Runs `work` again when it met another transaction; the pauses differ, so that two do not meet for ever. */
export async function retry<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await work()
    } catch (error) {
      if (attempt === ATTEMPTS || !isConflict(error)) throw error
      await sleep(2 ** attempt * 5 * (0.5 + Math.random()))
    }
}

/** One transaction through Prisma. `work` may run more than once and must leave nothing behind outside of `tx`. */
export const transaction = <T>(
  work: (tx: Prisma.TransactionClient) => Promise<T>,
  options?: { isolationLevel?: Prisma.TransactionIsolationLevel },
): Promise<T> => retry(() => db.$transaction(work, { maxWait: 3_000, timeout: 15_000, ...options }))

/** The same through postgres.js. */
export const sqlTransaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  retry(() => lanes().transaction(work))

/** The rows of a short read, or an error that says the database is away: postgres.js has no time limit of its own. */
export async function shortRead<T extends readonly postgres.MaybeRow[]>(
  query: postgres.PendingQuery<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error('no answer'), { code: 'SHORT_READ_TIMEOUT' })),
      SHORT_READ_TIMEOUT,
    )
  })
  try {
    return (await Promise.race([query, late])) as T
  } finally {
    clearTimeout(timer)
  }
}
