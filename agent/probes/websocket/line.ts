import type { ClientOptions, WebSocket } from 'ws'
import { causeOf } from '../../measuring/cause'
import { monotonicMs } from '../../measuring/clock'
import type { Answer } from '../../measuring/open-loop'

type Waiting = { resolve: (answer: Answer<string>) => void; reject: (error: Error) => void }

/** How an answer names the message it answers: a key of its text, or null when it answers none. */
export type KeyOf = (text: string) => string | null

/** One connection, and who waits on it for what: the oldest of those that wait for the same key is answered first. */
export class Line {
  readonly connectMs: number
  readonly #socket: WebSocket
  readonly #waiting = new Map<string, Waiting[]>()

  private constructor(socket: WebSocket, keyOf: KeyOf, connectMs: number) {
    this.#socket = socket
    this.connectMs = connectMs
    socket.on('message', (data, isBinary) => {
      const at = monotonicMs()
      const text = isBinary ? '' : String(data)
      const key = keyOf(text)
      if (key !== null) this.#next(key)?.resolve({ at, value: text })
    })
    socket.on('close', (code) => {
      for (const one of [...this.#waiting.values()].flat())
        one.reject(new Error(`the server closed the connection (${code})`))
      this.#waiting.clear()
    })
  }

  static async open(url: string, subprotocol: string | undefined, options: ClientOptions, keyOf: KeyOf) {
    const { WebSocket } = await import('ws')
    const started = monotonicMs()
    const socket = new WebSocket(url, subprotocol, options)
    // what breaks a connection closes it too, and that is told
    socket.on('error', () => {})
    await new Promise<void>((resolve, reject) =>
      socket.once('open', resolve).once('error', (error) => reject(new Error(causeOf(error)))),
    )
    return new Line(socket, keyOf, monotonicMs() - started)
  }

  #next(key: string): Waiting | undefined {
    const queue = this.#waiting.get(key)
    const first = queue?.shift()
    if (queue?.length === 0) this.#waiting.delete(key)
    return first
  }

  /** Sends, and resolves with the answer of this key. `flushed` is told how long the message took to leave for the system. */
  ask(key: string, text: string, flushed: (ms: number) => void): Promise<Answer<string>> {
    return new Promise((resolve, reject) => {
      if (this.#socket.readyState !== this.#socket.OPEN) return reject(new Error('the connection is closed'))
      const queue = this.#waiting.get(key)
      if (queue) queue.push({ resolve, reject })
      else this.#waiting.set(key, [{ resolve, reject }])
      const from = monotonicMs()
      this.#socket.send(text, (error) => {
        if (!error) flushed(monotonicMs() - from)
      })
    })
  }

  /** Closes as the protocol asks, and by force when the server does not answer that. */
  async close() {
    if (this.#socket.readyState === this.#socket.CLOSED) return
    const closed = new Promise((resolve) => this.#socket.once('close', resolve))
    this.#socket.close()
    const timer = setTimeout(() => this.#socket.terminate(), 1_000)
    await closed
    clearTimeout(timer)
  }
}
