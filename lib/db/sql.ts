import postgres from 'postgres'
import { perDatabase, standIn } from './lazy'
import { CONNECT_TIMEOUT, IDLE_IN_TRANSACTION_TIMEOUT, LOCK_TIMEOUT, STATEMENT_TIMEOUT } from './timeouts'

const current = perDatabase('sql', (url) =>
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
  }),
)

/** postgres.js, for uploads and trends: whole batches in one statement, rows without a detour. */
export const sql: postgres.Sql = standIn(current)
export type Tx = postgres.TransactionSql
