import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { bodyOf, drain, Refused } from './body'
import { GRPC_ANSWER, isGrpc, NO_GRPC } from './grpc'
import { spansOfJson } from './json'
import { spansOfProtobuf } from './protobuf'
import type { Span } from './span'
import { Junk, statusMessage } from './wire'

const PROTOBUF = 'application/x-protobuf'
const JSON_TYPE = 'application/json'
/** Taken and thrown away: a program that sends more than traces should not be told to try again. */
const OTHER_SIGNALS = ['/v1/metrics', '/v1/logs']
const MOST_CONNECTIONS = 64

export type Receiver = {
  url: string
  /** Requests whose answer is not out yet. */
  busy: () => number
  /** When the last request came, by the monotonic clock; the start of the receiver before the first. */
  lastHeard: () => number
  /** What could not be read, one line each; the first ten. */
  faults: string[]
  close(): Promise<void>
}

function answer(response: ServerResponse, type: string, status: number, message: string) {
  const ok = status === 200
  const body =
    type === PROTOBUF
      ? ok
        ? Buffer.alloc(0)
        : statusMessage(message)
      : JSON.stringify(ok ? {} : { code: 3, message })
  // a body that was not read to its end leaves a connection that no second request can use
  if (!ok) response.setHeader('connection', 'close')
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body) }).end(body)
}

async function take(request: IncomingMessage, type: string, path: string, heard: (spans: Span[]) => void) {
  if (path !== '/v1/traces' && !OTHER_SIGNALS.includes(path))
    throw new Refused(404, `${path} is not here; traces go to /v1/traces`)
  if (request.method !== 'POST') throw new Refused(405, 'traces come by POST')
  if (type.startsWith('application/grpc')) throw new Refused(415, NO_GRPC)
  if (type !== JSON_TYPE && type !== PROTOBUF)
    throw new Refused(
      415,
      `content-type ${type || 'is missing and'} is not understood; send ${PROTOBUF} or ${JSON_TYPE}`,
    )
  const body = await bodyOf(request)
  // all of a request or nothing: its sender is told of one outcome
  if (path === '/v1/traces') heard([...(type === JSON_TYPE ? spansOfJson(body) : spansOfProtobuf(body))])
}

/** Listens for OTLP over HTTP on this machine alone. */
export async function startReceiver(port: number, heard: (spans: Span[]) => void): Promise<Receiver> {
  const faults: string[] = []
  const blame = (fault: string) => {
    if (faults.length < 10 && !faults.includes(fault)) faults.push(fault)
  }
  let busy = 0
  let lastHeard = performance.now()
  const server = createServer({ requestTimeout: 30_000 }, async (request, response) => {
    busy++
    const type = (request.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase()
    const path = (request.url ?? '').split('?')[0]!
    const replyType = type === PROTOBUF ? PROTOBUF : JSON_TYPE
    try {
      await take(request, type, path, heard)
      answer(response, replyType, 200, '')
    } catch (error) {
      const status = error instanceof Refused ? error.status : error instanceof Junk ? 400 : 500
      const { message } = error as Error
      if (!request.readableAborted) blame(message)
      await drain(request)
      answer(response, replyType, status, message)
    } finally {
      busy--
      lastHeard = performance.now()
    }
  })
  server.maxConnections = MOST_CONNECTIONS
  server.on('clientError', (error: Error & { rawPacket?: Buffer }, socket) => {
    if (isGrpc(error.rawPacket)) {
      blame(NO_GRPC)
      ;(socket as Socket).end(GRPC_ANSWER)
    } else socket.destroy()
  })
  await new Promise<void>((done, fail) => server.once('error', fail).listen(port, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    busy: () => busy,
    lastHeard: () => lastHeard,
    faults,
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}
