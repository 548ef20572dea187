import { createConnection, type Socket } from 'node:net'
import { causeOf } from '../../measuring/cause'
import { monotonicMs } from '../../measuring/clock'
import { oneLine } from '../../one-line'
import { encode, FrameReader, type WyomingEvent } from './frames'

/** An event and the moment its last byte was in our hands. */
export type Heard = WyomingEvent & { at: number }

export type Address = { host: string; port: number; patienceMs: number; signal: AbortSignal }

type Ear = { heard: (event: Heard) => void; fail: (error: Error) => void }

/** One connection to a Wyoming server. */
export class Talk {
  readonly #socket: Socket
  readonly #address: Address
  readonly #ears = new Set<Ear>()
  #ended: Error | null = null

  private constructor(socket: Socket, address: Address) {
    this.#socket = socket
    this.#address = address
    const reader = new FrameReader()
    socket.on('data', (bytes) => {
      const at = monotonicMs()
      try {
        for (const event of reader.push(bytes)) for (const ear of [...this.#ears]) ear.heard({ ...event, at })
      } catch (error) {
        this.#end(error as Error)
      }
    })
    socket.on('error', (error) => this.#end(new Error(causeOf(error))))
    socket.on('close', () => this.#end(new Error('the server closed the connection')))
    address.signal.addEventListener('abort', this.#stop)
  }

  readonly #stop = () => this.#end(new Error('stopped'))

  static async open(address: Address): Promise<Talk> {
    const { host, port, patienceMs, signal } = address
    const socket = createConnection({ host, port, noDelay: true })
    const timer = setTimeout(() => socket.destroy(new Error('no connection')), patienceMs)
    const stop = () => socket.destroy(new Error('stopped'))
    signal.addEventListener('abort', stop)
    try {
      await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject))
    } catch (error) {
      throw new Error(causeOf(error))
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
    }
    return new Talk(socket, address)
  }

  #end(error: Error) {
    if (this.#ended) return
    this.#ended = error
    this.#address.signal.removeEventListener('abort', this.#stop)
    this.#socket.destroy()
    for (const ear of [...this.#ears]) ear.fail(error)
  }

  /** Whether more can be said: some servers hang up after each answer. */
  get open() {
    return this.#ended === null && this.#socket.writable
  }

  say(type: string, data?: Record<string, unknown>, payload?: Buffer) {
    if (this.open) this.#socket.write(encode(type, data, payload))
  }

  /**
   * Listens until `pick` finds what it wants; rejects when the server tells an error, hangs up, or is silent for as long as the patience
   * after the next `aheadMs`, in which it has nothing to say yet.
   */
  hear<T>(what: string, pick: (event: Heard) => T | undefined, aheadMs = 0): Promise<T> {
    return new Promise((resolve, reject) => {
      const { patienceMs } = this.#address
      const settle = (act: () => void) => {
        clearTimeout(timer)
        this.#ears.delete(ear)
        act()
      }
      const ear: Ear = {
        heard: (event) => {
          const found = pick(event)
          if (found !== undefined) settle(() => resolve(found))
          else if (event.type === 'error')
            ear.fail(new Error(`the server says: ${oneLine(String(event.data.text ?? 'error'))}`))
        },
        fail: (error) => settle(() => reject(error)),
      }
      const timer = setTimeout(
        () => ear.fail(new Error(`no ${what} in ${patienceMs / 1000} s`)),
        aheadMs + patienceMs,
      )
      this.#ears.add(ear)
      if (this.#ended) ear.fail(this.#ended)
    })
  }

  close() {
    this.#end(new Error('closed'))
  }
}
