import type { Sql } from 'postgres'
import { oneLine } from '../../one-line'

/** A statement that was called less often says nothing of how long it takes. */
export const LEAST_CALLS = 5
const SHOWN = 5

export type Statement = { id: string; text: string; calls: number; totalMs: number }

/** pg_stat_statements keeps literals out of these; out of others, such as `alter role … password '…'`, it does not. */
const NORMALISED = '^\\s*(/\\*.*?\\*/\\s*)*(select|insert|update|delete|with|merge)\\y'

/** Statements of this database with their calls and times so far; null when pg_stat_statements is not installed in it. */
export async function readStatements(sql: Sql): Promise<Statement[] | null> {
  const [extension] = await sql`select n.nspname as schema from pg_extension e
    join pg_namespace n on n.oid = e.extnamespace where extname = 'pg_stat_statements'`
  if (!extension) return null
  const rows = await sql`
    select userid || '/' || queryid as id, min(query) as text, sum(calls)::float8 as calls, sum(total_exec_time) as ms
    from ${sql(extension.schema)}.pg_stat_statements
    where dbid = (select oid from pg_database where datname = current_database())
      and query ~* ${NORMALISED} and query !~ 'pg_stat_|pg_catalog'
    group by userid, queryid`
  return rows.map(({ id, text, calls, ms }) => ({ id, text, calls, totalMs: ms }))
}

/** What was called between two readings. */
export function calledBetween(before: Statement[], after: Statement[]): Statement[] {
  const known = new Map(before.map((statement) => [statement.id, statement]))
  return after.flatMap((statement) => {
    const { calls = 0, totalMs = 0 } = known.get(statement.id) ?? {}
    // fewer calls than before: they were forgotten meanwhile
    if (statement.calls < calls) return [statement]
    const called = statement.calls - calls
    return called > 0 ? [{ ...statement, calls: called, totalMs: statement.totalMs - totalMs }] : []
  })
}

const meanMs = ({ totalMs, calls }: Statement) => totalMs / calls

/** By mean time, the slowest first; those of too few calls are left out. */
export const slowest = (statements: Statement[]): Statement[] =>
  statements.filter(({ calls }) => calls >= LEAST_CALLS).sort((a, b) => meanMs(b) - meanMs(a))

/** The slowest few, one a line. Comments are left out: they may hold anything. */
export const statementLines = (statements: Statement[]): string[] =>
  slowest(statements)
    .slice(0, SHOWN)
    .map((one) => {
      const text = oneLine(one.text.replace(/\/\*.*?\*\/|--.*$/gms, ' ')).slice(0, 160)
      return `${meanMs(one).toFixed(2).padStart(9)} ms mean, ${String(one.calls).padStart(7)} calls  ${text}`
    })

export const slowestMeanMs = (statements: Statement[]): number | null => {
  const [worst] = slowest(statements)
  return worst ? meanMs(worst) : null
}
