import type { Measurement } from '@/lib/core/wire'
import { causeOf } from '../measuring/cause'
import { oneLine } from '../one-line'
import { whyStopped } from '../time-limit'
import { runLoad } from './load'
import { type Address, addressFrom, openConnection } from './postgres/connection'
import { type Queries, runQueries } from './postgres/queries'
import { type Settings, settings } from './postgres/settings'
import { ServerWatch } from './postgres/watch'
import type { LaunchContext, Probe } from './probe'

const CONNECTS = 20

/** Asks a PostgreSQL server as its clients do, and what it knows of its connections, statements and cache. It changes nothing there. */
export const postgresProbe: Probe<typeof settings> = {
  kind: 'postgres',
  settings,
  measures: {
    query_latency: { unit: 'ms' },
    failure_rate: { unit: '%', beside: true },
    connect: { unit: 'ms' },
    connections_used: { unit: 'count' },
    connections_share: { unit: '%' },
    worst_statement_mean: { unit: 'ms' },
    cache_hit: { unit: '%' },
    deadlocks: { unit: 'count' },
  },
  async launch(given, context) {
    const address = addressFrom(given.urlEnv)
    if ('failure' in address) return { measurements: [], failure: address.failure }
    const measurements: Measurement[] = []
    let failure: string | null = null
    try {
      failure = await measure(given, address, context, measurements)
    } catch (error) {
      failure = `${address.place}: ${address.scrub(causeOf(error))}`
    }
    failure = whyStopped(context.signal) ?? failure
    return { measurements, failure: failure && oneLine(failure) }
  },
}

/** What is measured is added to `into` as it comes; resolves to a failure, or null. */
async function measure(given: Settings, address: Address, context: LaunchContext, into: Measurement[]) {
  const { signal, show, timeoutSeconds } = context
  const connectMs = await timeConnects(address, context)
  if (connectMs.length > 0) into.push({ metric: 'connect', unit: 'ms', samples: connectMs })
  const sql = await openConnection(address, timeoutSeconds)
  const asking = await openConnection(address, timeoutSeconds)
  const release = () => Promise.all([sql.end({ timeout: 1 }), asking.end({ timeout: 1 })])
  try {
    const watch = await ServerWatch.begin(sql)
    const [failure, queries] = await Promise.all([
      // queries alone end by themselves
      given.load === undefined && given.duration === undefined && given.query !== undefined
        ? null
        : runLoad(given, context),
      given.query === undefined
        ? null
        : runQueries(asking, plan(given, given.query, context), (error) => address.scrub(causeOf(error))),
    ])
    if (queries) into.push(...told(queries, show))
    // what a session counted is known for certain when it has ended
    await asking.end({ timeout: 1 })
    if (!signal.aborted) into.push(...(await watch.end(show)))
    if (failure !== null) return failure
    return queries && queries.tries > 0 && queries.latenciesMs.length === 0
      ? `no query succeeded: ${queries.failures[0]}`
      : null
  } finally {
    await release()
  }
}

const plan = ({ rows }: Settings, query: string | string[], { warmup, samples, signal }: LaunchContext) => ({
  statements: [query].flat(),
  rows,
  warmup,
  samples,
  signal,
})

/** From asking for a connection to the first answer over it, again and again. */
async function timeConnects(address: Address, { signal, timeoutSeconds }: LaunchContext): Promise<number[]> {
  const samples: number[] = []
  for (let i = -1; i < CONNECTS && !signal.aborted; i++) {
    const sql = await openConnection(address, timeoutSeconds)
    try {
      const began = performance.now()
      await sql`select 1`
      if (i >= 0) samples.push(performance.now() - began)
    } finally {
      await sql.end({ timeout: 1 })
    }
  }
  return samples
}

function told(
  { latenciesMs, tries, failures, stories }: Queries,
  show: (line: string) => void,
): Measurement[] {
  for (const story of stories) show(oneLine(story))
  const [why] = failures
  if (why !== undefined) show(oneLine(`${failures.length} of ${tries} queries failed: ${why}`))
  return [
    ...(latenciesMs.length > 0 ? [{ metric: 'query_latency', unit: 'ms', samples: latenciesMs }] : []),
    ...(tries > 0 ? [{ metric: 'failure_rate', unit: '%', value: (100 * failures.length) / tries }] : []),
  ]
}
