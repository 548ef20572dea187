import type { RawData, WebSocket } from 'ws'
import { monotonicMs } from '../measuring/clock'
import { SAMPLE_RATE, toBytes } from './engines/audio'
import type { Synthesiser } from './engines/tts'
import type { Heard, Listener } from './listener'
import { type ClientMessage, parseClientMessage, type ServerEvent } from './protocol'
import { sentencesOf } from './response-filter'
import type { Session, SessionManager } from './session'

/** A tenth of a second: small enough to start playing at once. */
const CHUNK_SAMPLES = SAMPLE_RATE / 10

/** One client: words and audio in, events and audio out, one turn after the other. */
export class Connection {
  readonly #socket: WebSocket
  readonly #sessions: SessionManager
  readonly #synthesiser: Synthesiser
  readonly #listener: Listener
  #session: Session | null = null
  #turns: Promise<void> = Promise.resolve()

  constructor(socket: WebSocket, sessions: SessionManager, synthesiser: Synthesiser, listener: Listener) {
    this.#socket = socket
    this.#sessions = sessions
    this.#synthesiser = synthesiser
    this.#listener = listener
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary))
    socket.on('close', () => this.#queue(() => this.#close()))
    // a broken connection is closed by ws, which then tells us
    socket.on('error', () => {})
  }

  #send(event: ServerEvent) {
    if (this.#socket.readyState === this.#socket.OPEN)
      this.#socket.send(JSON.stringify({ ...event, at: monotonicMs() }))
  }

  #queue(work: () => Promise<void>) {
    this.#turns = this.#turns
      .then(work)
      .catch((error: Error) => this.#send({ type: 'error', message: error.message }))
  }

  #receive(data: RawData, isBinary: boolean) {
    try {
      if (isBinary) return this.#hear(data as Buffer)
      const message = parseClientMessage(String(data))
      if (message) this.#act(message)
      else this.#send({ type: 'error', message: 'not a message of this protocol' })
    } catch (error) {
      this.#send({ type: 'error', message: (error as Error).message })
    }
  }

  #act(message: ClientMessage) {
    // answered at once: a ping that waited for a turn would say nothing about the connection
    if (message.type === 'ping') this.#send({ type: 'pong', id: message.id })
    else if (message.type === 'hello') this.#queue(() => this.#open(message.person))
    else if (message.type === 'text') this.#queue(() => this.#answer(message.text, false))
    else this.#queue(() => this.#speak(message.text))
  }

  async #open(person: string) {
    if (this.#session) throw new Error('this connection has its session already')
    this.#session = await this.#sessions.open(person)
    this.#send({ type: 'ready', session: this.#session.id })
  }

  #hear(pcm: Buffer) {
    if (!this.#session) throw new Error('say hello first')
    const heard: Heard | null = this.#listener.hear(pcm)
    if (heard?.kind === 'wake') this.#send({ type: 'wake' })
    if (heard?.kind === 'busy') this.#send({ type: 'error', message: 'all recognisers are in use' })
    if (heard?.kind !== 'transcript') return
    this.#send({ type: 'transcript', text: heard.text })
    if (heard.text) this.#queue(() => this.#answer(heard.text, true))
  }

  async #answer(said: string, aloud: boolean) {
    if (!this.#session) throw new Error('say hello first')
    const { reply, kept } = await this.#session.answer(said)
    const { tokens, limit, pruned } = this.#session.window
    const stored = kept.catch((error: Error) => this.#send({ type: 'error', message: error.message }))
    this.#send({ type: 'reply', ...reply, window: { tokens, limit, pruned } })
    if (aloud) await this.#speak(reply.text)
    await stored
  }

  async #speak(text: string) {
    for (const sentence of sentencesOf(text)) {
      const audio = this.#synthesiser.speak(sentence)
      for (let at = 0; at < audio.length; at += CHUNK_SAMPLES) {
        if (this.#socket.readyState !== this.#socket.OPEN) return
        this.#socket.send(toBytes(audio.subarray(at, at + CHUNK_SAMPLES)))
      }
      // others may speak between two sentences
      await new Promise((resolve) => setImmediate(resolve))
    }
    this.#send({ type: 'spoken' })
  }

  async #close() {
    this.#listener.close()
    if (this.#session) await this.#sessions.close(this.#session)
    this.#session = null
  }
}
