import { randomUUID } from 'node:crypto'
import { findCommand } from './commands'
import { ContextWindow } from './context-window'
import type { ConversationHistory } from './history'
import { filterResponse } from './response-filter'

const INSTRUCTIONS =
  'You are the voice of a house. Answer in at most two short sentences that sound well when spoken.'
export const CONTEXT_TOKENS = 2_048

type Store = Pick<ConversationHistory, 'openSession' | 'closeSession' | 'append' | 'recent'>

export type Reply = { text: string; intent: string | null }

/** One conversation with one person. */
export class Session {
  readonly id = randomUUID()
  readonly window = new ContextWindow(INSTRUCTIONS, CONTEXT_TOKENS)
  readonly person: string
  readonly #store: Store
  lastUsed: number

  constructor(person: string, store: Store, now: number) {
    this.person = person
    this.#store = store
    this.lastUsed = now
  }

  /** Thinks of an answer and keeps the turn; the answer may be spoken before it is kept. */
  async answer(said: string, now = Date.now()): Promise<{ reply: Reply; kept: Promise<void> }> {
    this.lastUsed = now
    const past = await this.#store.recent(this.person)
    this.window.add({ role: 'user', content: said })
    const command = findCommand(said)
    const times = 1 + past.filter((turn) => turn.intent === command?.intent).length
    const raw = command ? command.answer(said, times) : `You said: ${said}. I cannot do that yet.`
    const text = filterResponse(raw)
    this.window.add({ role: 'assistant', content: text })
    const intent = command?.intent ?? null
    return {
      reply: { text, intent },
      kept: this.#store.append(this.id, this.person, { intent, said, answered: text }),
    }
  }
}

export class TooManySessions extends Error {}

/** All open conversations: a limit on their number, and an end to the forgotten ones. */
export class SessionManager {
  readonly #open = new Map<string, Session>()
  readonly #store: Store
  readonly #limit: number
  readonly #idleMs: number

  constructor(store: Store, { limit, idleMs }: { limit: number; idleMs: number }) {
    this.#store = store
    this.#limit = limit
    this.#idleMs = idleMs
  }

  get size() {
    return this.#open.size
  }

  async open(person: string, now = Date.now()): Promise<Session> {
    if (this.#open.size >= this.#limit) throw new TooManySessions(`all ${this.#limit} sessions are in use`)
    const session = new Session(person, this.#store, now)
    this.#open.set(session.id, session)
    try {
      await this.#store.openSession(session.id, person)
    } catch (error) {
      this.#open.delete(session.id)
      throw error
    }
    return session
  }

  /** Closing twice is closing once. */
  async close(session: Session) {
    if (this.#open.delete(session.id)) await this.#store.closeSession(session.id)
  }

  /** Ends the sessions nobody has used for too long and returns them. */
  async sweep(now = Date.now()): Promise<Session[]> {
    const idle = [...this.#open.values()].filter((session) => now - session.lastUsed >= this.#idleMs)
    await Promise.all(idle.map((session) => this.close(session)))
    return idle
  }
}
