import type { WebSocket } from 'ws'
import { causeOf } from '../../measuring/cause'
import { runProgram, type Surroundings } from '../program'
import type { Settings } from './settings'

const ANSWER_MS = 10_000

/** Opens and closes one session; resolves to why it failed, or null. */
export type OpenSession = (number: number) => Promise<string | null>

export function sessionOpener(
  { session, directory }: Settings & { session: NonNullable<Settings['session']> },
  within: Surroundings,
): OpenSession {
  if (typeof session === 'string' || Array.isArray(session))
    return async (number) => {
      const env = { PHASEGATE_SESSION: String(number) }
      return (await runProgram({ command: session, directory, env }, within)).failure
    }
  const { url, send } = session
  const visit = url.startsWith('ws') ? talk(url, send, within.signal) : fetchOnce(url, within.signal)
  return () => visit().then(nothing, causeOf)
}

const nothing = () => null

const fetchOnce = (url: string, signal: AbortSignal) => async () => {
  const within = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)])
  const response = await fetch(url, { signal: within, headers: { connection: 'close' } })
  await response.arrayBuffer()
  if (!response.ok) throw new Error(`HTTP ${response.status}`)
}

const talk = (url: string, send: string[], signal: AbortSignal) => async () => {
  const { WebSocket } = await import('ws')
  const socket = new WebSocket(url, { handshakeTimeout: ANSWER_MS })
  try {
    await next(socket, 'open', signal)
    for (const message of send) {
      const answer = next(socket, 'message', signal)
      socket.send(message)
      await answer
    }
    const closed = next(socket, 'close', signal)
    socket.close()
    await closed
  } finally {
    socket.on('error', () => {})
    socket.terminate()
  }
}

/** The next event of a kind; an error, a connection that closes and silence reject. */
function next(socket: WebSocket, event: 'open' | 'message' | 'close', signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const settle = (error?: Error) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', stopped)
      socket.off(event, arrived).off('error', settle).off('close', closed)
      if (error) reject(error)
      else resolve()
    }
    const arrived = () => settle()
    const closed = () =>
      event === 'close' ? settle() : settle(new Error(`the connection closed before ${event}`))
    const stopped = () => settle(new Error('stopped'))
    const timer = setTimeout(() => settle(new Error(`no ${event} in ${ANSWER_MS / 1_000} s`)), ANSWER_MS)
    signal.addEventListener('abort', stopped, { once: true })
    socket.on(event, arrived).on('error', settle).on('close', closed)
  })
}
