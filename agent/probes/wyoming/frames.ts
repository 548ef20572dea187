export type WyomingEvent = { type: string; data: Record<string, unknown>; payload: Buffer }

const NEW_LINE = 10
const MAX_LINE = 1024 * 1024
const MAX_PART = 64 * 1024 * 1024
const NOTHING = Buffer.alloc(0)

/** One frame: a line of JSON, then the payload. Data stands in the line, which every server understands. */
export function encode(type: string, data: Record<string, unknown> = {}, payload: Buffer = NOTHING): Buffer {
  const head = { type, data, ...(payload.length > 0 && { payload_length: payload.length }) }
  return Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), payload])
}

type Head = { type: string; data: Record<string, unknown>; dataLength: number; payloadLength: number }

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

function lengthOf(value: unknown): number {
  const length = value ?? 0
  if (typeof length !== 'number' || !Number.isInteger(length) || length < 0 || length > MAX_PART)
    throw new Error('the server does not speak Wyoming: a length that is none')
  return length
}

function parse(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (isObject(value)) return value
  } catch {
    // told below
  }
  throw new Error('the server does not speak Wyoming: a line that is no JSON object')
}

/** Takes bytes as they come and gives the events that are whole. Data may stand in the line, after it, or in both. */
export class FrameReader {
  #bytes: Buffer = NOTHING
  #head: Head | null = null

  push(bytes: Buffer): WyomingEvent[] {
    this.#bytes = this.#bytes.length > 0 ? Buffer.concat([this.#bytes, bytes]) : bytes
    const events: WyomingEvent[] = []
    for (let event = this.#next(); event !== null; event = this.#next()) events.push(event)
    return events
  }

  #next(): WyomingEvent | null {
    this.#head ??= this.#readHead()
    if (!this.#head) return null
    const { type, data, dataLength, payloadLength } = this.#head
    if (this.#bytes.length < dataLength + payloadLength) return null
    const more = dataLength > 0 ? parse(this.#take(dataLength).toString()) : {}
    this.#head = null
    return { type, data: { ...data, ...more }, payload: this.#take(payloadLength) }
  }

  #readHead(): Head | null {
    const end = this.#bytes.indexOf(NEW_LINE)
    if (end > MAX_LINE || (end < 0 && this.#bytes.length > MAX_LINE))
      throw new Error('the server does not speak Wyoming: a line without end')
    if (end < 0) return null
    const { type, data, data_length, payload_length } = parse(this.#take(end + 1).toString())
    if (typeof type !== 'string') throw new Error('the server does not speak Wyoming: an event without type')
    return {
      type,
      data: isObject(data) ? data : {},
      dataLength: lengthOf(data_length),
      payloadLength: lengthOf(payload_length),
    }
  }

  #take(length: number): Buffer {
    const taken = this.#bytes.subarray(0, length)
    this.#bytes = this.#bytes.subarray(length)
    return taken
  }
}
