/** A message that is no OTLP; the receiver answers 400 with its message. */
export class Junk extends Error {}

export const VARINT = 0
export const FIXED64 = 1
export const BYTES = 2
const FIXED32 = 5

type Field =
  | { number: number; type: typeof VARINT | typeof FIXED64; value: bigint }
  | { number: number; type: typeof BYTES; value: Buffer }

const MAX_VARINT_BYTES = 10

/** Reads one protobuf message: its fields in order, as they stand on the wire. Groups were never part of proto3. */
export function* fieldsOf(message: Buffer): Generator<Field> {
  let at = 0
  const need = (bytes: number) => {
    if (at + bytes > message.length) throw new Junk('the protobuf message ends too early')
  }
  const longVarint = (): bigint => {
    let value = 0n
    for (let i = 0; i < MAX_VARINT_BYTES; i++) {
      need(1)
      const byte = message[at++]!
      value |= BigInt(byte & 0x7f) << BigInt(7 * i)
      if (byte < 0x80) return BigInt.asUintN(64, value)
    }
    throw new Junk('a protobuf number is longer than ten bytes')
  }
  /** Keys and lengths, nearly all of one byte: big integers would take most of the time. */
  const varint = (): number => {
    need(1)
    return message[at]! < 0x80 ? message[at++]! : Number(longVarint())
  }
  while (at < message.length) {
    const key = varint()
    const number = Math.floor(key / 8)
    const type = key % 8
    if (number < 1 || number > 0x1fff_ffff) throw new Junk(`protobuf has no field ${number}`)
    if (type === VARINT) yield { number, type, value: longVarint() }
    else if (type === FIXED64) {
      need(8)
      yield { number, type, value: message.readBigUInt64LE(at) }
      at += 8
    } else if (type === BYTES) {
      const length = varint()
      need(length)
      yield { number, type, value: message.subarray(at, at + length) }
      at += length
    } else if (type === FIXED32) {
      need(4)
      at += 4
    } else throw new Junk(`protobuf has no wire type ${type}`)
  }
}

/** google.rpc.Status with the code INVALID_ARGUMENT, as OTLP asks for beside every 400. */
export function statusMessage(message: string): Buffer {
  const text = Buffer.from(message.slice(0, 100))
  return Buffer.concat([Buffer.from([0x08, 3, 0x12, text.length]), text])
}
