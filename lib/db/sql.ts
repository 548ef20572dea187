import postgres from 'postgres'
import { perDatabase, standIn } from './lazy'
import { CONNECT_TIMEOUT, IDLE_IN_TRANSACTION_TIMEOUT, LOCK_TIMEOUT, STATEMENT_TIMEOUT } from './timeouts'

/** A pool of its own with the limits of the house; `more` is for tests that listen in. */
export const connect = (url: string, more: Pick<postgres.Options<Record<string, never>>, 'debug'> = {}) =>
  postgres(url, {
    max: 10,
    connect_timeout: CONNECT_TIMEOUT / 1000,
    idle_timeout: 60,
    onnotice: () => {},
    connection: {
      application_name: 'phasegate',
      statement_timeout: STATEMENT_TIMEOUT,
      lock_timeout: LOCK_TIMEOUT,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT,
    },
    ...more,
  })

const current = perDatabase('sql', (url) => connect(url))

/** postgres.js, for uploads and trends: whole batches in one statement, rows without a detour. */
export const sql: postgres.Sql = standIn(current)
export type Tx = postgres.TransactionSql
