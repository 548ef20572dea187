import http from 'node:http'
import https from 'node:https'
import type { Socket } from 'node:net'
import { causeOf } from './cause'
import { monotonicMs } from './clock'

/** Timers may fire that much too early. */
const EARLY_MS = 1

export type Ask = {
  url: string
  method: string
  headers?: Record<string, string>
  body?: Buffer | undefined
  agent: http.Agent | https.Agent
  patienceMs: number
  /** Sees each piece of the body as it comes. */
  onData?: ((piece: Buffer, at: number) => void) | undefined
}

/** One request and its whole answer; moments are of the monotonic clock, `connectedAt` is null on a connection that was there. */
export type Exchange = {
  sentAt: number
  connectedAt: number | null
  /** Status and headers were there. */
  answeredAt: number
  endedAt: number
  status: number
  headers: http.IncomingHttpHeaders
  body: Buffer
}

/** The connections of one launch; `destroy()` ends them and what is asked over them. */
export function connections(url: string, options: { keepAlive: boolean; maxSockets?: number }) {
  return new URL(url).protocol === 'https:' ? new https.Agent(options) : new http.Agent(options)
}

/** Sends one request and reads its answer to the last byte; rejects with one line when there is none that is whole. */
export function exchange({ url, method, headers, body, agent, patienceMs, onData }: Ask): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const secure = url.startsWith('https:')
    const sentAt = monotonicMs()
    let connectedAt: number | null = null
    const request = (secure ? https : http).request(url, {
      method,
      headers: { ...(body && { 'content-length': body.length }), ...headers },
      agent,
    })
    const impatient = () => request.destroy(new Error(`no answer in ${patienceMs / 1000} s`))
    const timer = setTimeout(impatient, patienceMs + EARLY_MS)
    const fail = (error: unknown) => {
      clearTimeout(timer)
      reject(new Error(causeOf(error)))
    }
    request.once('socket', (socket: Socket) => {
      if (!socket.connecting) return
      socket.once(secure ? 'secureConnect' : 'connect', () => {
        connectedAt = monotonicMs()
      })
    })
    request.once('response', (response) => {
      const answeredAt = monotonicMs()
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => {
        pieces.push(piece)
        try {
          onData?.(piece, monotonicMs())
        } catch (error) {
          fail(error)
          request.destroy()
        }
      })
      response.on('error', fail)
      response.once('end', () => {
        const endedAt = monotonicMs()
        clearTimeout(timer)
        const { statusCode = 0, headers: answered } = response
        const whole = Buffer.concat(pieces)
        resolve({
          sentAt,
          connectedAt,
          answeredAt,
          endedAt,
          status: statusCode,
          headers: answered,
          body: whole,
        })
      })
    })
    request.on('error', fail)
    request.end(body)
  })
}
