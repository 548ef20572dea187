import { setTimeout as sleep } from 'node:timers/promises'
import { databaseUrl } from '../../env'
import { openDatabase, sql } from '../sql'

export type Statement = { text: string; parameters: unknown[] }

/** What `work` answers, and every statement that it sends through postgres.js. */
export async function watch<T>(work: () => Promise<T>): Promise<{ answer: T; statements: Statement[] }> {
  const store = globalThis as unknown as Record<symbol, unknown>
  const slot = Symbol.for('phasegate.sql')
  const before = store[slot]
  const url = databaseUrl()
  const statements: Statement[] = []
  const watched = openDatabase(url, {
    // postgres.js asks for the types of its parameters by itself, once per connection.
    debug: (_, text, parameters) => {
      if (!text.includes('pg_catalog.pg_type')) statements.push({ text, parameters })
    },
  })
  store[slot] = { url, value: watched }
  try {
    return { answer: await work(), statements }
  } finally {
    store[slot] = before
    await Promise.all([watched.sql.end(), watched.lanes.end()])
  }
}

export type PlanNode = { type: string; index: string | null; relation: string | null; rows: number }
export type Plan = { nodes: PlanNode[]; pages: number }
type Raw = {
  'Node Type': string
  'Index Name'?: string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Shared Hit Blocks': number
  'Shared Read Blocks': number
  Plans?: Raw[]
}

const flat = (raw: Raw): PlanNode[] => [
  {
    type: raw['Node Type'],
    index: raw['Index Name'] ?? null,
    relation: raw['Relation Name'] ?? null,
    rows: Math.round((raw['Actual Rows'] + (raw['Rows Removed by Filter'] ?? 0)) * raw['Actual Loops']),
  },
  ...(raw.Plans ?? []).flatMap(flat),
]

/** How PostgreSQL really ran the statement: its nodes with the rows each read, and the pages touched. */
export async function planOf({ text, parameters }: Statement): Promise<Plan> {
  const [row] = await sql.unsafe(
    `explain (analyze, buffers, timing off, format json) ${text}`,
    parameters as never[],
  )
  const raw = (row!['QUERY PLAN'] as { Plan: Raw }[])[0]!.Plan
  return { nodes: flat(raw), pages: raw['Shared Hit Blocks'] + raw['Shared Read Blocks'] }
}

/** The rows that a plan read from this table, by whatever way. */
export const rowsRead = (plan: Plan, relation: string) =>
  plan.nodes.filter((n) => n.relation === relation).reduce((sum, n) => sum + n.rows, 0)

/** Waits until so many sessions of this database wait for a lock: then what was started before stands in the queue. */
export async function untilWaiting(count: number) {
  for (let waited = 0; waited < 10_000; waited += 10) {
    const [row] = await sql`
      select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`
    if (row!.n >= count) return
    await sleep(10)
  }
  throw new Error(`${count} sessions were to wait for a lock, and did not`)
}
