import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import { ascending, quantile } from '@/lib/core/stats'
import { monotonicMs } from '../measuring/clock'
import { launchContext } from '../testing/launch'
import { numberOf, samplesOf } from '../testing/measured'
import { stalling } from '../testing/stalling'
import { startWebServer } from '../testing/web-server'
import { http } from './http'
import type { LaunchContext } from './probe'

type Server = Awaited<ReturnType<typeof startWebServer>>
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})
const serve = async (...given: Parameters<typeof startWebServer>) => {
  servers.push(await startWebServer(...given))
  return servers.at(-1)!
}
const measure = (server: Server, settings: object = {}, context: Partial<LaunchContext> = {}) =>
  http.launch(
    http.settings.parse({ url: server.url, patience: 0.5, ...settings }),
    launchContext({ samples: 30, warmup: 3, ...context }),
  )
test('first byte and last byte are told apart, over one connection that is kept', async () => {
  const server = await serve(async (_, response) => {
    response.write('first')
    await sleep(20)
    response.end('last')
  })
  const launch = await measure(server, { rate: 30 })
  expect(launch.failure).toBeNull()
  expect(samplesOf(launch, 'latency')).toHaveLength(30)
  expect(quantile(ascending(samplesOf(launch, 'latency')), 0)).toBeGreaterThan(18)
  expect(quantile(ascending(samplesOf(launch, 'first_byte')), 0.5)).toBeLessThan(15)
  // the first connection is made in the warm-up; another only if the machine was too busy to be asked one after the other
  expect(samplesOf(launch, 'connect').length).toBeLessThan(server.connections())
  expect(numberOf(launch, 'throughput')).toBeGreaterThan(25)
  expect(numberOf(launch, 'failure_rate')).toBe(0)
  expect(server.connections()).toBeLessThan(4)
})

test('without keep-alive every request has its connection', async () => {
  const server = await serve((_, response) => void response.end())
  const launch = await measure(server, { rate: 100, keepAlive: false })
  expect(samplesOf(launch, 'connect')).toHaveLength(30)
  expect(server.connections()).toBe(33)
})

test('what is sent is what the settings say', async () => {
  const seen: unknown[] = []
  const server = await serve((request, response, body) => {
    seen.push(request.method, request.headers['content-type'], request.headers['x-a'], String(body))
    response.end()
  })
  const once = { samples: 1, warmup: 0 }
  await measure(server, { method: 'POST', body: { a: [1] }, headers: { 'x-a': 'b' } }, once)
  await measure(server, { method: 'PUT', body: 'plain' }, once)
  expect(seen).toEqual(['POST', 'application/json', 'b', '{"a":[1]}', 'PUT', undefined, undefined, 'plain'])
})

test('an error, another body and silence are failures, with their reasons, and have no latency', async () => {
  let n = 0
  const shown: string[] = []
  const server = await serve((_, response) => {
    n++
    if (n % 5 === 1) response.writeHead(500).end('{"state":"ready"}')
    else if (n % 5 === 2) response.end('{"state":"loading"}')
    else if (n % 5 === 3) response.socket?.destroy()
    else if (n % 5 === 4) response.end('{"state":"ready","more":true}')
  })
  const launch = await measure(
    server,
    { rate: 100, expect: { body: { state: 'ready' } } },
    { warmup: 0, show: (line) => shown.push(line) },
  )
  expect(samplesOf(launch, 'latency')).toHaveLength(6)
  expect(numberOf(launch, 'failure_rate')).toBe(80)
  expect(launch.counts).toMatchObject({ dropped: 6 })
  expect(shown.toSorted()).toEqual([
    'not counted: 6 of 30: a body other than expected',
    'not counted: 6 of 30: no answer in 0.5 s',
    'not counted: 6 of 30: socket hang up',
    'not counted: 6 of 30: status 500',
  ])
})

test('a status that is asked for is the right one, and text is searched', async () => {
  const server = await serve((_, response) => void response.writeHead(404).end('no such page'))
  const launch = await measure(server, { rate: 100, expect: { status: 404, body: 'such \\w+' } })
  expect(numberOf(launch, 'failure_rate')).toBe(0)
})

test('a closed loop keeps so many busy and tells how many a second were done', async () => {
  let [now, most] = [0, 0]
  const server = await serve(async (_, response) => {
    most = Math.max(most, ++now)
    await sleep(10)
    now--
    response.end()
  })
  const launch = await measure(server, { concurrency: 4 }, { samples: 80, warmup: 8 })
  expect(most).toBe(4)
  expect(samplesOf(launch, 'latency')).toHaveLength(80)
  expect(numberOf(launch, 'throughput')).toBeGreaterThan(150)
  expect(numberOf(launch, 'throughput')).toBeLessThan(400)
})

test('a server that stalls 200 ms every 2 s shows it in the p99', async () => {
  const answer = stalling({ everyMs: 2_000, forMs: 200 })
  const server = await serve((_, response) => answer(() => response.end()))
  const launch = await measure(server, { rate: 200 }, { samples: 800 })
  expect(quantile(ascending(samplesOf(launch, 'latency')), 0.99)).toBeGreaterThan(150)
}, 20_000)

test('nobody there is a failure of the launch', async () => {
  const gone = await startWebServer(() => {})
  gone.close()
  const launch = await measure(gone, { rate: 100 })
  expect(launch.failure).toMatch(/^none of 30 was right: connect ECONNREFUSED/)
  expect(numberOf(launch, 'failure_rate')).toBe(100)
})

test.each([{ rate: 20 }, { concurrency: 2 }])(
  'a time that is up ends %j and leaves no connection',
  async (loop) => {
    const server = await serve(() => {})
    const ending = new AbortController()
    setTimeout(() => ending.abort(new Error('timed out after 0.2 s')), 200)
    const started = monotonicMs()
    const launch = await measure(server, { ...loop, patience: 10 }, { signal: ending.signal })
    expect(launch.failure).toBe('timed out after 0.2 s')
    expect(monotonicMs() - started).toBeLessThan(1_000)
    await sleep(50)
    expect(await server.open()).toBe(0)
  },
)

test.each([
  [{ url: 'ws://127.0.0.1' }, 'must be an http:// or https:// address'],
  [{ rate: 5, concurrency: 2 }, 'is a closed loop and does not go with rate'],
  [{ method: 'get' }, 'must be a method such as GET'],
])('%j is refused', (settings, message) => {
  const parsed = http.settings.safeParse({ url: 'http://127.0.0.1:1', ...settings })
  expect(parsed.error?.issues[0]?.message).toBe(message)
})
