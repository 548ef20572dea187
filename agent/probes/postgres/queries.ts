import type { Sql } from 'postgres'
import { quantile } from '@/lib/core/stats'

const WARM_UP = 20
const SAMPLES = 200

type Plan = {
  statements: string[]
  rows: number | undefined
  warmup: number | undefined
  samples: number | undefined
  signal: AbortSignal
}
export type Queries = { latenciesMs: number[]; tries: number; failures: string[]; stories: string[] }

/** Statements in turn over one connection, prepared, each timed from sending to its last row. */
export async function runQueries(
  sql: Sql,
  plan: Plan,
  causeOf: (error: unknown) => string,
): Promise<Queries> {
  const { statements, warmup = WARM_UP, samples = SAMPLES, signal } = plan
  const byStatement: number[][] = statements.map(() => [])
  const failures: string[] = []
  let tries = 0
  for (let i = -warmup; i < samples && !signal.aborted; i++) {
    const nth = (i + warmup) % statements.length
    const answer = await once(sql, statements[nth]!, signal)
    if (signal.aborted) break
    if (i < 0) continue
    tries++
    if ('error' in answer) failures.push(causeOf(answer.error))
    else if (plan.rows !== undefined && answer.rows !== plan.rows)
      failures.push(`${answer.rows} rows instead of ${plan.rows}`)
    else byStatement[nth]!.push(answer.ms)
  }
  const stories = byStatement.map((ms, nth) => {
    const median = quantile(Float64Array.from(ms).sort(), 0.5)
    return ms.length > 0 ? `${median.toFixed(2)} ms median of ${ms.length}: ${statements[nth]}` : ''
  })
  return {
    latenciesMs: byStatement.flat(),
    tries,
    failures,
    stories: statements.length > 1 ? stories.filter(Boolean) : [],
  }
}

async function once(sql: Sql, statement: string, signal: AbortSignal) {
  const began = performance.now()
  const query = sql.unsafe(statement, [], { prepare: true })
  const cancel = () => query.cancel()
  signal.addEventListener('abort', cancel, { once: true })
  try {
    const { length } = await query
    return { ms: performance.now() - began, rows: length }
  } catch (error) {
    return { error }
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}
