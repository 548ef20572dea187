import { setTimeout as sleep } from 'node:timers/promises'
import type { Sql } from 'postgres'
import type { Measurement } from '@/lib/core/wire'
import { type Connections, countConnections, readTotals, type Totals } from './server-state'
import { calledBetween, readStatements, type Statement, slowestMeanMs, statementLines } from './statements'

const LOOK_MS = 250
/** A session tells its counts at most once a second. */
const REPORT_MS = 1_100

type Begun = { totals: Totals; statements: Statement[] | null }

/** The state of a server over a time, seen over a connection of its own. */
export class ServerWatch {
  readonly #sql: Sql
  readonly #begun: Begun
  readonly #looks: Connections[] = []
  readonly #looking: Promise<unknown>
  #over = false

  private constructor(sql: Sql, begun: Begun) {
    this.#sql = sql
    this.#begun = begun
    this.#looking = this.#look()
    this.#looking.catch(() => {})
  }

  static async begin(sql: Sql): Promise<ServerWatch> {
    return new ServerWatch(sql, { totals: await readTotals(sql), statements: await readStatements(sql) })
  }

  async #look() {
    for (; !this.#over; await sleep(LOOK_MS)) this.#looks.push(await countConnections(this.#sql))
  }

  /** `show` gets the slowest statements of this time. */
  async end(show: (line: string) => void): Promise<Measurement[]> {
    this.#over = true
    await this.#looking
    await sleep(REPORT_MS)
    const statements = await readStatements(this.#sql)
    const called = statements && calledBetween(this.#begun.statements ?? [], statements)
    if (called !== null && called.length > 0) {
      show('slowest statements:')
      for (const line of statementLines(called)) show(line)
    }
    const { hits, reads, deadlocks } = difference(await readTotals(this.#sql), this.#begun.totals)
    return [
      { metric: 'connections_used', unit: 'count', samples: this.#looks.map(({ used }) => used) },
      // how near it came to its limit is a fact of this time, and no sample of others
      {
        metric: 'connections_share',
        unit: '%',
        value: Math.max(...this.#looks.map(({ used, limit }) => (100 * used) / limit)),
      },
      worst(called),
      hits + reads > 0
        ? { metric: 'cache_hit', unit: '%', value: (100 * hits) / (hits + reads) }
        : { metric: 'cache_hit', error: 'nothing was read from this database meanwhile' },
      { metric: 'deadlocks', unit: 'count', value: deadlocks },
    ]
  }
}

function worst(called: Statement[] | null): Measurement {
  const metric = 'worst_statement_mean'
  if (called === null) return { metric, error: 'pg_stat_statements is not installed in this database' }
  const value = slowestMeanMs(called)
  return value === null
    ? { metric, error: 'no statement was called often enough meanwhile' }
    : { metric, unit: 'ms', value }
}

/** Counts that were reset meanwhile have begun at 0. */
function difference(after: Totals, before: Totals): Totals {
  const grown = (key: keyof Totals) => (after[key] < before[key] ? after[key] : after[key] - before[key])
  return { hits: grown('hits'), reads: grown('reads'), deadlocks: grown('deadlocks') }
}
