import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startCluster } from '../../scripts/database/cluster.mjs'
import { launchContext } from '../testing/launch'
import { postgresProbe } from './postgres'
import { settings } from './postgres/settings'
import type { Launch, LaunchContext } from './probe'

// A server of its own: pg_stat_statements must be loaded when it starts.
const home = mkdtempSync(join(tmpdir(), 'phasegate-postgres-'))
let cluster: Awaited<ReturnType<typeof startCluster>>
const shown: string[] = []

async function asOwner(database: string, work: (client: pg.Client) => Promise<unknown>) {
  const client = new pg.Client({ connectionString: cluster.url(database) })
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end()
  }
}

beforeAll(async () => {
  cluster = await startCluster(home)
  await asOwner('postgres', (client) =>
    client.query("alter system set shared_preload_libraries = 'pg_stat_statements'"),
  )
  await cluster.stop()
  cluster = await startCluster(home)
  await asOwner('postgres', (client) =>
    client.query(`create extension pg_stat_statements;
      create table turn (id int primary key, person int, said text);
      insert into turn select i, i % 100, 'turn ' || i from generate_series(1, 20000) i;
      analyze turn`),
  )
  await asOwner('postgres', (client) => client.query('create database bare'))
}, 120_000)
afterAll(async () => {
  await cluster?.stop()
  rmSync(home, { recursive: true, force: true })
})

const NAME = 'PHASEGATE_TEST_POSTGRES'
function measure(
  given: object,
  { url = cluster.url('postgres'), ...context }: { url?: string } & Partial<LaunchContext> = {},
) {
  shown.length = 0
  process.env[NAME] = url
  return postgresProbe
    .launch(
      settings.parse({ urlEnv: NAME, ...given }),
      launchContext({ warmup: 5, samples: 40, show: (line) => shown.push(line), ...context }),
    )
    .finally(() => delete process.env[NAME])
}
const of = ({ measurements }: Launch, metric: string) => measurements.find((m) => m.metric === metric)
const password = () => decodeURIComponent(new URL(cluster.url('postgres')).password)

test('every measure is there, and the query is among the statements', async () => {
  const launch = await measure({
    query: 'select * from turn where person = 7 order by id desc limit 20',
    rows: 20,
  })
  expect(launch.failure).toBeNull()
  expect(Object.fromEntries(launch.measurements.map(({ metric, unit }) => [metric, unit]))).toEqual(
    Object.fromEntries(Object.entries(postgresProbe.measures).map(([name, { unit }]) => [name, unit])),
  )
  expect(of(launch, 'query_latency')!.samples).toHaveLength(40)
  expect(of(launch, 'connect')!.samples).toHaveLength(20)
  expect(of(launch, 'failure_rate')!.value).toBe(0)
  expect(of(launch, 'cache_hit')!.value).toBeGreaterThan(90)
  // Literals are gone: they may be anybody's data.
  expect(shown).toContainEqual(
    expect.stringMatching(
      /ms mean, +45 calls {2}select \* from turn where person = \$1 order by id desc limit \$2$/,
    ),
  )
})

test('latency is that of the server and its way, and no more', async () => {
  const launch = await measure({ query: 'select pg_sleep(0.02)' }, { samples: 20 })
  const samples = of(launch, 'query_latency')!.samples!.toSorted((a, b) => a - b)
  expect(samples[0]).toBeGreaterThanOrEqual(20)
  expect(samples[4]).toBeLessThan(25)
  // what the server itself says of it
  expect(of(launch, 'worst_statement_mean')!.value).toBeGreaterThan(20)
  expect(of(launch, 'worst_statement_mean')!.value).toBeLessThan(samples.at(-1)!)
})

test('several statements take turns, and each has its line', async () => {
  const launch = await measure({ query: ['select 1', 'select pg_sleep(0.005)'] })
  expect(of(launch, 'query_latency')!.samples).toHaveLength(40)
  expect(shown.filter((line) => line.includes(' median of 20: '))).toHaveLength(2)
})

test('connections are counted without our own, and against the limit', async () => {
  const before = of(await measure({ duration: 0.3 }), 'connections_used')!.samples![0]!
  const clients = [1, 2, 3].map(() => new pg.Client({ connectionString: cluster.url('postgres') }))
  await Promise.all(clients.map((client) => client.connect()))
  const launch = await measure({ duration: 0.3 })
  await Promise.all(clients.map((client) => client.end()))
  expect(before).toBe(0)
  expect(new Set(of(launch, 'connections_used')!.samples)).toEqual(new Set([3]))
  expect(of(launch, 'connections_share')!.value).toBe(3)
})

test('under a load, what it called is told, without what nobody keeps literals out of', async () => {
  const say = (statement: string) => `await client.query(${JSON.stringify(statement)})`
  const load = [
    process.execPath,
    '--input-type=module',
    '-e',
    `import pg from 'pg'; const client = new pg.Client({connectionString: process.env.${NAME}}); await client.connect()
     for (let i = 0; i < 6; i++) { ${say("select count(*), pg_sleep(0.01) from turn where said = 'my secret'")}; ${say("set application_name = 'secret name'")} }
     await client.end()`,
  ]
  const launch = await measure({ load })
  expect(launch.failure).toBeNull()
  expect(of(launch, 'worst_statement_mean')!.value).toBeGreaterThan(10)
  expect(shown.join('\n')).toMatch(
    / +6 calls {2}select count\(\*\), pg_sleep\(\$1\) from turn where said = \$2/,
  )
  expect(shown.join('\n')).not.toContain('secret')
})

describe('what goes wrong', () => {
  test('nothing can be changed', async () => {
    const launch = await measure({ query: 'delete from turn' })
    expect(launch.failure).toBe('no query succeeded: cannot execute DELETE in a read-only transaction')
    expect(of(launch, 'query_latency')).toBeUndefined()
    expect(of(launch, 'failure_rate')!.value).toBe(100)
  })

  test('wrong answers have no latency', async () => {
    const query = ['select 1', 'select generate_series(1, 2)']
    const launch = await measure({ query, rows: 1 })
    expect(launch.failure).toBeNull()
    expect(of(launch, 'query_latency')!.samples).toHaveLength(20)
    expect(of(launch, 'failure_rate')!.value).toBe(50)
    expect(shown).toContain('20 of 40 queries failed: 2 rows instead of 1')
  })

  test('a database without pg_stat_statements says so in place of a number', async () => {
    const launch = await measure({ query: 'select 1' }, { url: cluster.url('bare') })
    expect(launch.failure).toBeNull()
    expect(of(launch, 'worst_statement_mean')).toEqual({
      metric: 'worst_statement_mean',
      error: 'pg_stat_statements is not installed in this database',
    })
  })

  test('time that is up ends a statement on the server, too', async () => {
    const launch = await measure({ query: 'select pg_sleep(30)' }, { timeoutSeconds: 1.5 })
    expect(launch.failure).toBe('timed out after 1.5 s')
    await asOwner('postgres', async (client) => {
      const { rows } = await client.query(
        "select 1 from pg_stat_activity where query like '%pg_sleep(30)' and state = 'active'",
      )
      expect(rows).toEqual([])
    })
  })

  test('a launch that is stopped says so', async () => {
    const stop = new AbortController()
    setTimeout(() => stop.abort(), 400)
    expect((await measure({ duration: 60 }, { signal: stop.signal })).failure).toBe('stopped')
  })

  test('no address, a wrong one and a wrong password are one line without a secret', async () => {
    expect((await measure({}, { url: '' })).failure).toBe(
      `${NAME} is not set: it holds the address of the database`,
    )
    expect((await measure({}, { url: 'mysql://me:hush@host/x' })).failure).toBe(
      `${NAME} is no postgresql:// address`,
    )
    const wrong = cluster.url('postgres').replace(encodeURIComponent(password()), 'hush-hush')
    const refused = (await measure({}, { url: wrong })).failure
    expect(refused).toBe(
      `127.0.0.1:${cluster.port}/postgres: password authentication failed for user "phasegate"`,
    )
    const nobody = (await measure({}, { url: 'postgresql://me:hush@127.0.0.1:1/x' })).failure
    expect(nobody).toMatch(/^127\.0\.0\.1:1\/x: .*ECONNREFUSED/)
    expect(nobody).not.toContain('hush')
  })

  test('a query that quotes the password does not show it', async () => {
    const launch = await measure({ query: `select "${password()}"` })
    expect(launch.failure).toContain('no query succeeded: column "…" does not exist')
  })
})
