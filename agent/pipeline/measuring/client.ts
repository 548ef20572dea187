import { WebSocket } from 'ws'
import { monotonicMs } from '../../measuring/clock'
import type { ClientMessage, ServerEvent, Stamped } from '../protocol'

/** What came in, with the moment it was in our hands. */
export type Arrival = { at: number; event: Stamped | null; audio: Buffer | null }

const PATIENCE_MS = 10_000

/** A client of the voice server that keeps the time of everything it hears. */
export class VoiceClient {
  readonly #socket: WebSocket
  readonly #listeners = new Set<(arrival: Arrival) => void>()

  private constructor(socket: WebSocket) {
    this.#socket = socket
    socket.on('message', (data, isBinary) => {
      const at = monotonicMs()
      const arrival = isBinary
        ? { at, event: null, audio: data as Buffer }
        : { at, event: JSON.parse(String(data)) as Stamped, audio: null }
      for (const listener of this.#listeners) listener(arrival)
    })
    socket.on('error', () => {})
  }

  /** Connects and opens a session; `ready` tells when it was usable. */
  static async open(port: number, person: string): Promise<{ client: VoiceClient; ready: Arrival }> {
    const socket = new WebSocket(`ws://127.0.0.1:${port}`, { handshakeTimeout: PATIENCE_MS })
    const client = new VoiceClient(socket)
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject))
    const ready = client.event('ready')
    client.say({ type: 'hello', person })
    return { client, ready: await ready }
  }

  say(message: ClientMessage) {
    this.#socket.send(JSON.stringify(message))
  }

  stream(audio: Buffer) {
    this.#socket.send(audio)
  }

  listen(listener: (arrival: Arrival) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  event(type: ServerEvent['type']): Promise<Arrival> {
    return this.next(type, (arrival) => arrival.event?.type === type)
  }

  /** The next thing that matches; an error from the server, a closed connection and silence all reject. */
  next(what: string, matches: (arrival: Arrival) => boolean, patienceMs = PATIENCE_MS): Promise<Arrival> {
    return new Promise((resolve, reject) => {
      const settle = (act: () => void) => {
        clearTimeout(timer)
        stop()
        this.#socket.off('close', onClose)
        act()
      }
      const onClose = () => settle(() => reject(new Error(`the connection closed while waiting for ${what}`)))
      const timer = setTimeout(
        () => settle(() => reject(new Error(`no ${what} in ${patienceMs / 1000} s`))),
        patienceMs,
      )
      const stop = this.listen((arrival) => {
        const { event } = arrival
        if (matches(arrival)) settle(() => resolve(arrival))
        else if (event?.type === 'error')
          settle(() => reject(new Error(`the voice server says: ${event.message}`)))
      })
      this.#socket.on('close', onClose)
    })
  }

  /** One typed turn, answered in text. */
  async turn(text: string): Promise<Stamped & { type: 'reply' }> {
    const reply = this.event('reply')
    this.say({ type: 'text', text })
    return (await reply).event as Stamped & { type: 'reply' }
  }

  async close() {
    if (this.#socket.readyState === WebSocket.CLOSED) return
    const closed = new Promise((resolve) => this.#socket.once('close', resolve))
    this.#socket.close()
    const timer = setTimeout(() => this.#socket.terminate(), 2_000)
    await closed
    clearTimeout(timer)
  }
}
