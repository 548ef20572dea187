import { isUtf8 } from 'node:buffer'
import { type Attribute, type Span, STATUS_ERROR, serviceOf } from './span'
import { BYTES, FIXED64, fieldsOf, Junk, VARINT } from './wire'

// Field numbers of opentelemetry/proto/trace/v1/trace.proto, common.proto and resource.proto, release 1.
function text(bytes: Buffer): string {
  if (!isUtf8(bytes)) throw new Junk('a string is not UTF-8')
  return bytes.toString('utf8')
}

/** The messages in field `number`; unknown fields are left out, as protobuf wants it. */
function* messages(of: Buffer, ...numbers: number[]): Generator<Buffer> {
  for (const field of fieldsOf(of))
    if (numbers.includes(field.number)) {
      if (field.type !== BYTES) throw new Junk(`field ${field.number} should hold a message`)
      yield field.value
    }
}

function anyValue(bytes: Buffer): Attribute | null {
  for (const { number, type, value } of fieldsOf(bytes)) {
    if (number === 1 && type === BYTES) return text(value)
    if (number === 2 && type === VARINT) return value !== 0n
    if (number === 3 && type === VARINT) return Number(BigInt.asIntN(64, value))
    if (number === 4 && type === FIXED64) {
      const eight = Buffer.alloc(8)
      eight.writeBigUInt64LE(value)
      return eight.readDoubleLE()
    }
  }
  return null
}

function attribute(bytes: Buffer, into: Map<string, Attribute>) {
  let key = ''
  let value: Attribute | null = null
  for (const field of fieldsOf(bytes))
    if (field.type === BYTES && field.number === 1) key = text(field.value)
    else if (field.type === BYTES && field.number === 2) value = anyValue(field.value)
  if (value !== null) into.set(key, value)
}

function errorOf(status: Buffer): string | null {
  let message = ''
  let code = 0
  for (const field of fieldsOf(status))
    if (field.type === BYTES && field.number === 2) message = text(field.value)
    else if (field.type === VARINT && field.number === 3) code = Number(field.value)
  return code === STATUS_ERROR ? message : null
}

function span(bytes: Buffer, service: string | null): Span {
  const read: Span = { id: '', name: '', service, start: 0n, end: 0n, error: null, attributes: new Map() }
  const ids = ['', '']
  for (const field of fieldsOf(bytes)) {
    if (field.type === FIXED64 && field.number === 7) read.start = field.value
    else if (field.type === FIXED64 && field.number === 8) read.end = field.value
    else if (field.type !== BYTES) continue
    else if (field.number === 1 || field.number === 2) ids[field.number - 1] = field.value.toString('hex')
    else if (field.number === 5) read.name = text(field.value)
    else if (field.number === 9) attribute(field.value, read.attributes)
    else if (field.number === 15) read.error = errorOf(field.value)
  }
  return { ...read, id: ids.join('') }
}

/** The spans of an ExportTraceServiceRequest. @throws Junk */
export function* spansOfProtobuf(body: Buffer): Generator<Span> {
  for (const resourceSpans of messages(body, 1)) {
    const resource = new Map<string, Attribute>()
    for (const found of messages(resourceSpans, 1))
      for (const bytes of messages(found, 1)) attribute(bytes, resource)
    const service = serviceOf(resource)
    // 1000 is what scope spans were called before release 1
    for (const scopeSpans of messages(resourceSpans, 2, 1000))
      for (const bytes of messages(scopeSpans, 2)) yield span(bytes, service)
  }
}
