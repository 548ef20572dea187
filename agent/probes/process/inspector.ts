import { setTimeout as sleep } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import { portsOf } from '../../proc/sockets'
import { openDoor } from './inspector-door'

const CLOSES_MS = 2_000
const ANSWER_MS = 30_000
/** Just opened, an inspector may not know the program yet that it is in; nothing has run then. */
const NO_CONTEXT = 'Cannot find context'
const READY_MS = 2_000
/** A CPU profile comes as one message. */
const MAX_MESSAGE_BYTES = 512 * 1024 * 1024

/** Later, so that this very answer can leave; by then `require` is no longer known. */
const CLOSE = `(() => {
  const { close } = require('node:inspector')
  setTimeout(() => { try { close() } catch {} }, 20)
})()`

type Waiting = { resolve: (result: unknown) => void; reject: (error: Error) => void; timer: NodeJS.Timeout }

/** The debugger's door of a running Node.js process: opened by a signal, closed again when we opened it. */
export class Inspector {
  readonly #pid: number
  readonly #socket: WebSocket
  readonly #opened: boolean
  readonly #waiting = new Map<number, Waiting>()
  #number = 0

  private constructor(pid: number, socket: WebSocket, opened: boolean) {
    this.#pid = pid
    this.#socket = socket
    this.#opened = opened
    socket.on('message', (data) => this.#receive(JSON.parse(String(data))))
    socket.on('error', () => {})
    socket.on('close', () => {
      for (const number of this.#waiting.keys())
        this.#settle(number)?.reject(new Error('its inspector closed'))
    })
  }

  /** Throws an Error of one line when the process is no Node.js or does not open its inspector. */
  static async attach(pid: number): Promise<Inspector> {
    const { address, opened } = await openDoor(pid)
    const { WebSocket } = await import('ws')
    const socket = new WebSocket(address, { maxPayload: MAX_MESSAGE_BYTES, perMessageDeflate: false })
    const inspector = new Inspector(pid, socket, opened)
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    return inspector
  }

  call<T>(method: string, params: object = {}): Promise<T> {
    const number = ++this.#number
    return new Promise<T>((resolve, reject) => {
      const timer = setTimeout(
        () => this.#settle(number)?.reject(new Error(`its inspector did not answer ${method}`)),
        ANSWER_MS,
      )
      this.#waiting.set(number, { resolve: resolve as Waiting['resolve'], reject, timer })
      this.#socket.send(JSON.stringify({ id: number, method, params }))
    })
  }

  /** The value of a piece of JavaScript inside the process, where `require` is known. */
  async evaluate<T>(expression: string): Promise<T> {
    const ask = () =>
      this.call<{ result: { value: T }; exceptionDetails?: object }>('Runtime.evaluate', {
        expression,
        returnByValue: true,
        includeCommandLineAPI: true,
      })
    let answer = ask()
    for (const until = performance.now() + READY_MS; performance.now() < until; answer = ask()) {
      const early = await answer.then(
        () => false,
        (error: Error) => error.message.includes(NO_CONTEXT),
      )
      if (!early) break
      await sleep(20)
    }
    const { result, exceptionDetails } = await answer
    if (exceptionDetails) throw new Error('its inspector could not evaluate our code')
    return result.value
  }

  /** Back to how we found it: an inspector that we opened is closed, and its port with it. */
  async close() {
    const closed = new Promise((resolve) => this.#socket.once('close', resolve))
    if (this.#socket.readyState === this.#socket.CLOSED) return
    if (this.#opened) await this.evaluate(CLOSE).catch(() => {})
    else this.#socket.close()
    const timer = setTimeout(() => this.#socket.terminate(), CLOSES_MS)
    await closed
    clearTimeout(timer)
    const port = Number(new URL(this.#socket.url).port)
    for (
      const until = performance.now() + CLOSES_MS;
      this.#opened && performance.now() < until;
      await sleep(10)
    )
      if (!portsOf(this.#pid).includes(port)) return
  }

  #receive({ id, result, error }: { id?: number; result?: unknown; error?: { message: string } }) {
    if (id === undefined) return
    if (error) this.#settle(id)?.reject(new Error(`its inspector refused: ${error.message}`))
    else this.#settle(id)?.resolve(result)
  }

  #settle(number: number): Waiting | undefined {
    const waiting = this.#waiting.get(number)
    this.#waiting.delete(number)
    clearTimeout(waiting?.timer)
    return waiting
  }
}
