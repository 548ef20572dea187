/** Words on the WebSocket. Binary messages are audio: 16 kHz, mono, 16 bits, both ways. */
export type ClientMessage =
  | { type: 'hello'; person: string }
  | { type: 'text'; text: string }
  | { type: 'speak'; text: string }
  | { type: 'ping'; id: number }

export type ServerEvent =
  | { type: 'ready'; session: string }
  | { type: 'wake' }
  | { type: 'transcript'; text: string }
  | {
      type: 'reply'
      text: string
      intent: string | null
      window: { tokens: number; limit: number; pruned: number }
    }
  | { type: 'spoken' }
  | { type: 'pong'; id: number }
  | { type: 'error'; message: string }

/** Every event says when it was handed to the socket: milliseconds of the machine's monotonic clock. */
export type Stamped = ServerEvent & { at: number }

const MAX_TEXT = 2_000

/** null when it is no message of ours. */
export function parseClientMessage(data: string): ClientMessage | null {
  let message: unknown
  try {
    message = JSON.parse(data)
  } catch {
    return null
  }
  if (typeof message !== 'object' || message === null) return null
  const { type, person, text, id } = message as Record<string, unknown>
  const isText = (value: unknown): value is string =>
    typeof value === 'string' && value.length > 0 && value.length <= MAX_TEXT
  if (type === 'hello' && isText(person)) return { type, person }
  if ((type === 'text' || type === 'speak') && isText(text)) return { type, text }
  if (type === 'ping' && typeof id === 'number') return { type, id }
  return null
}
