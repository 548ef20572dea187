export type Attribute = string | number | boolean

/** What of a span is needed to measure. */
export type Span = {
  /** Trace and span id, to know a batch that was sent twice. */
  id: string
  name: string
  service: string | null
  /** Nanoseconds since 1970, by the clock of the program that was measured. */
  start: bigint
  end: bigint
  /** The message of a span whose status is ERROR; null: it is not. */
  error: string | null
  attributes: Map<string, Attribute>
}

export const STATUS_ERROR = 2

export const serviceOf = (resource: Map<string, Attribute>) => {
  const name = resource.get('service.name')
  return name === undefined ? null : String(name)
}
