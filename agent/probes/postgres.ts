import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Measurement } from '@/lib/core/wire'
import { oneLine } from '../one-line'
import { type Address, addressFrom, causeOf, openConnection } from './postgres/connection'
import { type Queries, runQueries } from './postgres/queries'
import { type Settings, settings } from './postgres/settings'
import { ServerWatch } from './postgres/watch'
import type { Launch, LaunchContext, Probe } from './probe'
import { runCommand } from './process/command'
import { timeLimit } from './time-limit'

const CONNECTS = 20
const WATCH_SECONDS = 10

const nothing = (failure: string): Launch => ({ measurements: [], failure: oneLine(failure) })

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
    const address = addressFrom(process.env, given.urlEnv)
    if ('failure' in address) return nothing(address.failure)
    const limit = timeLimit(context)
    const measurements: Measurement[] = []
    let failure: string | null = null
    try {
      failure = await measure(given, address, { ...context, signal: limit.signal }, measurements)
    } catch (error) {
      failure = `${address.place}: ${causeOf(error, address)}`
    }
    failure = limit.failure() ?? failure
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
      alongside(given, context),
      given.query === undefined
        ? null
        : runQueries(asking, plan(given, given.query, context), (error) => causeOf(error, address)),
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

/** The load, or time that passes; resolves to a failure, or null. */
async function alongside({ load, query, duration, directory }: Settings, context: LaunchContext) {
  const { signal } = context
  if (load === undefined) {
    if (query === undefined || duration !== undefined)
      await sleep((duration ?? WATCH_SECONDS) * 1_000, undefined, { signal }).catch(() => {})
    return null
  }
  const over = duration === undefined ? null : AbortSignal.timeout(duration * 1_000)
  const failure = await runCommand(load, {
    directory: directory === undefined ? undefined : resolve(context.configDirectory, directory),
    signal: over ? AbortSignal.any([signal, over]) : signal,
    show: context.show,
  })
  return failure === null || over?.aborted ? null : `the load failed: ${failure}`
}

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
