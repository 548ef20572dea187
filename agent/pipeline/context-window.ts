export type Message = { role: 'system' | 'user' | 'assistant'; content: string }

type Kept = Message & { tokens: number }

/** About four characters a token in English, and a few tokens around every message. */
export const estimateTokens = (text: string) => Math.ceil(text.length / 4) + 4

/**
 * What the assistant remembers of a conversation: the instructions always, then the newest messages that fit in
 * `limit` tokens. The oldest whole turn goes first, so that no answer stands without its question.
 */
export class ContextWindow {
  readonly limit: number
  readonly #system: Kept
  #messages: Kept[] = []
  #tokens: number
  #pruned = 0

  constructor(instructions: string, limit: number) {
    this.limit = limit
    this.#system = { role: 'system', content: instructions, tokens: estimateTokens(instructions) }
    this.#tokens = this.#system.tokens
    if (this.#tokens > limit)
      throw new RangeError(`the instructions alone need ${this.#tokens} of ${limit} tokens`)
  }

  get tokens() {
    return this.#tokens
  }

  get size() {
    return this.#messages.length
  }

  /** Messages forgotten so far. */
  get pruned() {
    return this.#pruned
  }

  /** A message longer than the whole window keeps its end, which is what was said last. */
  add(message: Message) {
    const room = this.limit - this.#system.tokens
    const fits = estimateTokens(message.content) <= room
    const content = fits ? message.content : message.content.slice(-4 * Math.max(0, room - 4))
    const kept = { ...message, content, tokens: estimateTokens(content) }
    this.#messages.push(kept)
    this.#tokens += kept.tokens
    this.#prune()
  }

  #prune() {
    let gone = 0
    while (this.#tokens > this.limit && gone < this.#messages.length - 1)
      this.#tokens -= this.#messages[gone++]!.tokens
    while (gone > 0 && gone < this.#messages.length - 1 && this.#messages[gone]!.role === 'assistant')
      this.#tokens -= this.#messages[gone++]!.tokens
    if (gone === 0) return
    this.#messages = this.#messages.slice(gone)
    this.#pruned += gone
  }

  /** The messages as a language model takes them. */
  render(): Message[] {
    return [this.#system, ...this.#messages].map(({ role, content }) => ({ role, content }))
  }
}
