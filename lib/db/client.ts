import { PrismaPg } from '@prisma/adapter-pg'
import { PrismaClient } from './generated/client'
import { perDatabase, standIn } from './lazy'
import { CONNECT_TIMEOUT, IDLE_IN_TRANSACTION_TIMEOUT, LOCK_TIMEOUT, STATEMENT_TIMEOUT } from './timeouts'

const current = perDatabase(
  'prisma',
  (connectionString) =>
    new PrismaClient({
      adapter: new PrismaPg(
        {
          connectionString,
          max: 10,
          connectionTimeoutMillis: CONNECT_TIMEOUT,
          query_timeout: STATEMENT_TIMEOUT,
          statement_timeout: STATEMENT_TIMEOUT,
          lock_timeout: LOCK_TIMEOUT,
          idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT,
        },
        // The pool replaces a lost connection; an unhandled error event would end the process instead.
        { onPoolError: () => {}, onConnectionError: () => {} },
      ),
      errorFormat: 'minimal',
      log: [],
    }),
)

/** Prisma, for everything that is not a flood of rows. */
export const db: PrismaClient = standIn(current)
export type { Prisma } from './generated/client'
