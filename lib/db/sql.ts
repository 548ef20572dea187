import postgres from 'postgres'
import { type LaneLimits, Lanes } from './lanes'
import { perDatabase, standIn } from './lazy'
import {
  ANSWER_TIMEOUT,
  CONNECT_TIMEOUT,
  IDLE_IN_TRANSACTION_TIMEOUT,
  LOCK_TIMEOUT,
  STATEMENT_TIMEOUT,
} from './timeouts'

const CONNECTIONS = 10
// biome-ignore lint/complexity/noBannedTypes: what postgres.js calls no types of one's own
type None = {}
export type Sql = postgres.Sql<None>
/** Statements of one transaction. */
export type Tx = postgres.ISql<None>
type Options = postgres.Options<Record<string, never>>

/** The limits of the house; `debug` is for tests that listen in. */
const connect = (url: string, more: Options): Sql =>
  postgres(url, {
    max: CONNECTIONS,
    connect_timeout: CONNECT_TIMEOUT / 1000,
    onnotice: () => {},
    connection: {
      application_name: 'phasegate',
      statement_timeout: STATEMENT_TIMEOUT,
      lock_timeout: LOCK_TIMEOUT,
      idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT,
    },
    ...more,
  })

/** Everything that speaks to one database through postgres.js. */
export const openDatabase = (
  url: string,
  { limit = ANSWER_TIMEOUT, most = CONNECTIONS, debug }: Pick<Options, 'debug'> & Partial<LaneLimits> = {},
) => ({
  sql: connect(url, { idle_timeout: 60, debug }),
  lanes: new Lanes((lane) => connect(url, { debug, ...lane }), { most, limit }),
})

const current = perDatabase('sql', (url) => openDatabase(url))

/** postgres.js, for uploads and trends: whole batches in one statement, rows without a detour. */
export const sql: postgres.Sql = standIn(() => current().sql)
export const lanes = () => current().lanes

/** Ends every connection of it, for programs that are done. */
export const closeSql = async () => {
  const { sql, lanes } = current()
  await Promise.all([sql.end({ timeout: 5 }), lanes.end()])
}
