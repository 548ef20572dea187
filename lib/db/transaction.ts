import { setTimeout as sleep } from 'node:timers/promises'
import type postgres from 'postgres'
import { db, type Prisma } from './client'
import { isConflict } from './errors'
import { lanes, type Tx } from './sql'
import { ANSWER_TIMEOUT, SHORT_READ_TIMEOUT } from './timeouts'

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

/**
 * What `work` yields, or after so many milliseconds an error that says the database is away: postgres.js has no time limit of its
 * own, and a frozen database would be waited for without end. The work itself goes on, and may yet succeed.
 */
export async function within<T>(limit: number, work: PromiseLike<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(Object.assign(new Error('no answer'), { code: 'NO_ANSWER' })), limit)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** One transaction through Prisma. `work` may run more than once and must leave nothing behind outside of `tx`. */
export const transaction = <T>(
  work: (tx: Prisma.TransactionClient) => Promise<T>,
  options?: { isolationLevel?: Prisma.TransactionIsolationLevel },
): Promise<T> => retry(() => db.$transaction(work, { maxWait: 3_000, timeout: ANSWER_TIMEOUT, ...options }))

/** The same through postgres.js. */
export const sqlTransaction = <T>(work: (tx: Tx) => Promise<T>): Promise<T> =>
  within(
    ANSWER_TIMEOUT,
    retry(() => lanes().transaction(work)),
  )

/** The rows of a read that takes milliseconds while the database is there. */
export const shortRead = <T extends readonly postgres.MaybeRow[]>(
  query: postgres.PendingQuery<T>,
): Promise<T> => within(SHORT_READ_TIMEOUT, query) as Promise<T>
