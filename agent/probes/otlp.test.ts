import { readFileSync } from 'node:fs'
import { connect } from 'node:http2'
import { createServer } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { launchContext } from '../testing/launch'
import { otlp } from './otlp'
import { MAX_BYTES } from './otlp/body'
import { type Receiver, startReceiver } from './otlp/receiver'
import type { Span } from './otlp/span'

const body = (name: string) => new Uint8Array(readFileSync(`agent/testing/otlp/sdk-${name}.body`))
const JSON_TYPE = 'application/json'
const PROTOBUF = 'application/x-protobuf'

let receiver: Receiver
let heard: Span[] = []
beforeEach(async () => {
  heard = []
  receiver = await startReceiver(0, (spans) => heard.push(...spans))
})
afterEach(() => receiver.close())

const send = async (type: string, bytes: Uint8Array<ArrayBuffer>, headers = {}, path = '/v1/traces') => {
  const response = await fetch(`${receiver.url}${path}`, {
    method: 'POST',
    body: bytes,
    headers: { 'content-type': type, ...headers },
  })
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}
const packed = (bytes: Uint8Array) => new Uint8Array(gzipSync(bytes))
const GZIP = { 'content-encoding': 'gzip' }

test.each([
  [JSON_TYPE, 'json', '{}'],
  [PROTOBUF, 'protobuf', ''],
])(
  '%s of a real exporter is taken, packed and plain, and answered as the protocol says',
  async (type, name, text) => {
    expect(await send(type, body(name))).toEqual({ status: 200, type, text })
    expect(await send(`${type}; charset=utf-8`, packed(body(name)), GZIP)).toEqual({
      status: 200,
      type,
      text,
    })
    expect(heard).toHaveLength(30)
    expect(receiver.faults).toEqual([])
  },
)

const bytes = (text: string) => new TextEncoder().encode(text)
test.each([
  ['junk JSON', JSON_TYPE, bytes('{'), {}, 400],
  ['junk protobuf', PROTOBUF, bytes('nonsense'), {}, 400],
  ['half a request', PROTOBUF, body('protobuf').slice(0, 1_000), {}, 400],
  ['junk gzip', PROTOBUF, bytes('nonsense'), GZIP, 400],
  ['another encoding', PROTOBUF, body('protobuf'), { 'content-encoding': 'br' }, 415],
  ['text', 'text/plain', bytes('hello'), {}, 415],
  ['gRPC by HTTP/1', 'application/grpc', body('protobuf'), {}, 415],
  ['a body that is too large', PROTOBUF, new Uint8Array(MAX_BYTES + 1), {}, 413],
  ['a bomb', PROTOBUF, packed(new Uint8Array(200 * 1024 * 1024)), GZIP, 413],
])('%s is refused, and nothing of it kept', async (_, type, given, headers, status) => {
  const before = process.memoryUsage().rss
  const answer = await send(type, given, headers)
  expect(answer.status).toBe(status)
  expect(heard).toEqual([])
  expect(receiver.faults).toHaveLength(1)
  if (type === PROTOBUF) expect(Buffer.from(answer.text).subarray(0, 3)).toEqual(Buffer.from([0x08, 3, 0x12]))
  else expect(JSON.parse(answer.text)).toEqual({ code: 3, message: receiver.faults[0] })
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024)
  expect((await send(JSON_TYPE, bytes('{}'))).status).toBe(200)
})

test('a body without a length is measured as it comes', async () => {
  const chunk = new Uint8Array(1024 * 1024)
  let left = 20
  const stream = new ReadableStream({
    pull: (to) => (left-- > 0 ? to.enqueue(chunk) : to.close()),
  })
  const response = await fetch(`${receiver.url}/v1/traces`, {
    method: 'POST',
    body: stream,
    duplex: 'half',
    headers: { 'content-type': PROTOBUF },
  } as RequestInit)
  expect(response.status).toBe(413)
  expect(heard).toEqual([])
})

test('other signals are thanked for, other places and methods are not there', async () => {
  expect((await send(JSON_TYPE, bytes('{"resourceMetrics":[]}'), {}, '/v1/metrics')).text).toBe('{}')
  expect((await send(PROTOBUF, bytes('anything'), {}, '/v1/logs')).status).toBe(200)
  expect((await send(JSON_TYPE, bytes('{}'), {}, '/v2/traces')).status).toBe(404)
  expect((await fetch(`${receiver.url}/v1/traces`)).status).toBe(405)
  expect(heard).toEqual([])
})

test('gRPC is refused with a sentence', async () => {
  const session = connect(receiver.url)
  const said = await new Promise((done) => {
    session.on('goaway', (code, _, data) => done(`${code} ${data?.toString()}`))
    session.on('error', () => {})
  })
  session.destroy()
  expect(said).toBe(`13 ${receiver.faults[0]}`)
  expect(receiver.faults[0]).toContain('set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf')
})

// A program as an exporter is one: where to send is told by the environment alone.
const sends = (name: string, then = '') => [
  process.execPath,
  '-e',
  `const { OTEL_EXPORTER_OTLP_ENDPOINT: to, OTEL_EXPORTER_OTLP_PROTOCOL: as } = process.env
   const body = require('node:fs').readFileSync('agent/testing/otlp/sdk-${name}.body')
   const type = as === 'http/protobuf' && '${name}' === 'protobuf' ? '${PROTOBUF}' : '${JSON_TYPE}'
   fetch(to + '/v1/traces', { method: 'POST', body, headers: { 'content-type': type } }).then(async (r) => { await r.text(); ${then} })`,
]
const launch = (given: object, context = {}) =>
  otlp.launch(otlp.settings.parse(given), launchContext(context))

test.each(['json', 'protobuf'])('a command that exports by %s is measured until it ends', async (name) => {
  const spans = {
    stt_transcription: { pattern: '^stt\\.', service: 'voice-server' },
    tts_first_chunk: 'tts.first_chunk',
  }
  const { measurements, failure, counts } = await launch({ command: sends(name), spans })
  expect(failure).toBeNull()
  expect(counts).toEqual({})
  expect(measurements.map((m) => [m.metric, m.samples?.length])).toEqual([
    ['stt_transcription', 4],
    ['tts_first_chunk', 5],
    ['failure_rate', 1],
  ])
  expect(measurements[2]!.samples).toEqual([10])
})

test('without a mapping every name of a span is measured, without its warm-up', async () => {
  const { measurements } = await launch({ command: sends('protobuf') }, { warmup: 2 })
  expect(measurements.map((m) => [m.metric, m.samples?.length])).toEqual([
    ['stt.transcribe', 2],
    ['tts.first_chunk', 3],
    ['turn', 3],
    ['failure_rate', 1],
  ])
})

test('a command without end is ended when the samples are there, or the duration over', async () => {
  const command = sends('json', 'setInterval(() => {}, 1000)')
  const spans = { tts_first_chunk: 'tts.first_chunk' }
  const began = Date.now()
  const enough = await launch({ command, spans }, { samples: 3 })
  const over = await launch({ command, spans, duration: 1 })
  expect(Date.now() - began).toBeLessThan(15_000)
  for (const { failure, measurements } of [enough, over]) {
    expect(failure).toBeNull()
    expect(measurements[0]!.samples).toHaveLength(5)
  }
})

test('what was measured before the time was up is kept', async () => {
  const { measurements, failure } = await launch(
    { command: sends('json', 'setInterval(() => {}, 1000)') },
    { timeoutSeconds: 1 },
  )
  expect(failure).toBe('timed out after 1 s')
  expect(measurements).toHaveLength(4)
})

test.each([
  [{}, /^has no end: give command, duration or samples$/],
  [{ command: 'exit 3' }, /^exit code 3; no span came: does the program export traces/],
  [{ command: 'true' }, /^no span came/],
  [{ command: ['no-such-program'] }, /^could not be started: no-such-program not found/],
])('%j says why', async (given, why) => expect((await launch(given)).failure).toMatch(why))

test('a metric that no span fits is an error by name', async () =>
  expect(await launch({ command: sends('json'), spans: { a: 'never' } })).toEqual({
    failure: null,
    counts: {},
    measurements: [{ metric: 'a', error: 'no span fits {"name":"never"}' }],
  }))

test('a port that is taken is told, and a stopped launch leaves its port free', async () => {
  const other = createServer()
  await new Promise<void>((done) => other.listen(0, '127.0.0.1', done))
  const { port } = other.address() as { port: number }
  expect((await launch({ port, duration: 1 })).failure).toContain(
    `127.0.0.1:${port}: something listens there already`,
  )
  await new Promise((done) => other.close(done))
  const stop = new AbortController()
  const stopped = launch({ port, duration: 60 }, { signal: stop.signal, show: () => stop.abort() })
  expect((await stopped).failure).toMatch(/^stopped; no span came/)
  expect((await launch({ port, command: sends('json') })).failure).toBeNull()
})
