import type { IncomingMessage } from 'node:http'
import { afterEach, expect, test } from 'vitest'
import { ascending, quantile } from '@/lib/core/stats'
import { monotonicMs } from '../measuring/clock'
import { launchContext } from '../testing/launch'
import { numberOf, samplesOf } from '../testing/measured'
import { startSocketServer } from '../testing/socket-server'
import { stalling } from '../testing/stalling'
import type { LaunchContext } from './probe'
import { websocket } from './websocket'

type Server = Awaited<ReturnType<typeof startSocketServer>>
const servers: Server[] = []
afterEach(() => {
  for (const server of servers.splice(0)) server.close()
})
const serve = async (...given: Parameters<typeof startSocketServer>) => {
  servers.push(await startSocketServer(...given))
  return servers.at(-1)!
}
const measure = (server: Server, settings: object, context: Partial<LaunchContext> = {}) =>
  websocket.launch(
    websocket.settings.parse({ url: server.url, rate: 200, patience: 0.5, ...settings }),
    launchContext({ samples: 40, warmup: 5, ...context }),
  )
test('round trips of an echo, each with its own text, over several connections', async () => {
  const seen = new Set<string>()
  const server = await serve((text, socket) => {
    seen.add(text)
    socket.send(text)
  })
  const launch = await measure(server, { send: 'hello {{i}}', match: 'echo', connections: 3 })
  expect(launch.failure).toBeNull()
  expect(samplesOf(launch, 'round_trip')).toHaveLength(40)
  expect(samplesOf(launch, 'send')).toHaveLength(40)
  expect(samplesOf(launch, 'connect')).toHaveLength(3)
  expect(samplesOf(launch, 'round_trip').every((ms) => ms > 0)).toBe(true)
  expect(numberOf(launch, 'failure_rate')).toBe(0)
  expect(seen.size).toBe(45)
  expect(seen).toContain('hello 44')
  expect(server.clients()).toBe(0)
})

test('an answer is found by its id among others, in whatever order they come', async () => {
  const held: string[] = []
  const server = await serve((text, socket) => {
    const { id, n } = JSON.parse(text)
    expect(typeof n).toBe('number')
    socket.send(JSON.stringify({ event: 'tick' }))
    held.push(JSON.stringify({ result: { id } }))
    if (held.length === 5) for (const answer of held.splice(0).reverse()) socket.send(answer)
  })
  const launch = await measure(server, { send: { id: '{{id}}', n: '{{i}}' }, match: '$.result.id' })
  expect(numberOf(launch, 'failure_rate')).toBe(0)
  const times = samplesOf(launch, 'round_trip')
  expect(times).toHaveLength(40)
  // the first of five waits for four others, 5 ms apart
  expect(times[0]).toBeGreaterThan(19)
  expect(times[4]).toBeLessThan(times[0]!)
})

test('wrong and missing answers are failures and have no latency', async () => {
  let n = 0
  const shown: string[] = []
  const server = await serve((text, socket) => {
    n++
    if (n % 4 === 0) return
    socket.send(JSON.stringify({ id: JSON.parse(text).id, ok: n % 4 !== 1 }))
  })
  const launch = await measure(
    server,
    { send: { id: '{{i}}' }, expect: '"ok":true' },
    { warmup: 0, show: (line) => shown.push(line) },
  )
  expect(samplesOf(launch, 'round_trip')).toHaveLength(20)
  expect(numberOf(launch, 'failure_rate')).toBe(50)
  expect(launch.counts).toMatchObject({ dropped: 10 })
  expect(shown).toEqual([
    'not counted: 10 of 40: an answer other than expected',
    'not counted: 10 of 40: no answer in 0.5 s',
  ])
})

test('a server that hangs up fails what waits and what would follow', async () => {
  let n = 0
  const server = await serve((text, socket) => {
    n++
    if (n === 10) socket.terminate()
    else socket.send(text)
  })
  const launch = await measure(server, { send: '{{i}}', match: 'next' }, { warmup: 0 })
  expect(samplesOf(launch, 'round_trip')).toHaveLength(9)
  expect(numberOf(launch, 'failure_rate')).toBe(77.5)
})

test('nobody there, a door that is shut, and a time that is up are failures of the launch', async () => {
  const gone = await startSocketServer(() => {})
  gone.close()
  await expect(measure(gone, {})).rejects.toThrow('ECONNREFUSED')
  const shut = await serve(() => {}, {
    verifyClient: ({ req }: { req: IncomingMessage }) => req.headers.authorization === 'Bearer x',
  })
  await expect(measure(shut, {})).rejects.toThrow('401')
  const ending = new AbortController()
  setTimeout(() => ending.abort(new Error('timed out after 0.1 s')), 100)
  const started = monotonicMs()
  const open = await serve((text, socket) => socket.send(text))
  const launch = await measure(open, { match: 'echo', rate: 10 }, { warmup: 0, signal: ending.signal })
  expect(launch.failure).toBe('timed out after 0.1 s')
  expect(monotonicMs() - started).toBeLessThan(1_000)
  expect(open.clients()).toBe(0)
})

test('headers and subprotocol are those of the settings', async () => {
  const seen: unknown[] = []
  const server = await serve((text, socket, { headers }) => {
    seen.push(headers.authorization, socket.protocol)
    socket.send(text)
  })
  const settings = { match: 'echo', subprotocol: 'chat', headers: { authorization: 'Bearer x' } }
  await measure(server, settings, { samples: 1, warmup: 0 })
  expect(seen).toEqual(['Bearer x', 'chat'])
})

test('a server that stalls 200 ms every 2 s shows it in the p99', async () => {
  const answer = stalling({ everyMs: 2_000, forMs: 200 })
  const server = await serve((text, socket) => answer(() => socket.send(text)))
  const launch = await measure(server, { match: 'echo' }, { samples: 800 })
  expect(quantile(ascending(samplesOf(launch, 'round_trip')), 0.99)).toBeGreaterThan(150)
}, 20_000)

test.each([
  [{ url: 'http://127.0.0.1' }, 'must be a ws:// or wss:// address'],
  [{ match: 'id' }, 'must be echo, next, or a path such as $.id'],
  [{ send: 'hello', match: '$.id' }, 'needs {{id}} or {{i}} to be matched by $.id'],
  [{ expect: '(' }, 'must be a regular expression: Invalid regular expression: /(/: Unterminated group'],
])('%j is refused', (settings, message) => {
  const parsed = websocket.settings.safeParse({ url: 'ws://127.0.0.1:1', ...settings })
  expect(parsed.error?.issues[0]?.message).toBe(message)
})
