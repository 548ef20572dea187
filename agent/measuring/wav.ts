/** Samples one after another, channels interleaved, `width` bytes each, little-endian; per second `rate` of them a channel. */
export type Pcm = { rate: number; width: number; channels: number; bytes: Buffer }

const PLAIN = 1
/** The real format stands further on, in the first two bytes of an identifier. */
const EXTENSIBLE = 0xfffe
const NUMBERS = ['rate', 'width', 'channels'] as const

export const msOf = ({ rate, width, channels, bytes }: Pcm) =>
  (1000 * bytes.length) / (rate * width * channels)

/** Where the samples of a RIFF/WAVE file begin; null while that is not known from so few bytes. Streams may not know their length. */
export function dataOffset(file: Buffer): number | null {
  for (let at = 12; at + 8 <= file.length; ) {
    if (file.toString('latin1', at, at + 4) === 'data') return at + 8
    const size = file.readUInt32LE(at + 4)
    at += 8 + size + (size % 2)
  }
  return null
}

/** Reads a RIFF/WAVE file of plain PCM; throws one line on anything else. */
export function readWav(file: Buffer): Pcm {
  if (file.toString('latin1', 0, 4) !== 'RIFF' || file.toString('latin1', 8, 12) !== 'WAVE')
    throw new Error('not a WAVE file')
  const data = dataOffset(file)
  if (data === null) throw new Error('a WAVE file without data')
  const format = file.indexOf('fmt ', 12, 'latin1') + 8
  if (format < 20 || format + 16 > data) throw new Error('a WAVE file without its format')
  const tag = file.readUInt16LE(format)
  const plain = tag === PLAIN || (tag === EXTENSIBLE && file.readUInt16LE(format + 24) === PLAIN)
  const pcm = {
    rate: file.readUInt32LE(format + 4),
    width: file.readUInt16LE(format + 14) / 8,
    channels: file.readUInt16LE(format + 2),
  }
  if (!plain || NUMBERS.some((key) => !Number.isInteger(pcm[key]) || pcm[key] < 1))
    throw new Error('a WAVE file of something other than plain PCM')
  const frame = pcm.width * pcm.channels
  const size = Math.min(file.readUInt32LE(data - 4), file.length - data)
  return { ...pcm, bytes: file.subarray(data, data + size - (size % frame)) }
}

/** The same samples as a RIFF/WAVE file. */
export function writeWav({ rate, width, channels, bytes }: Pcm): Buffer {
  const head = Buffer.alloc(44)
  head.write('RIFF')
  head.writeUInt32LE(36 + bytes.length, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(PLAIN, 20)
  head.writeUInt16LE(channels, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * width * channels, 28)
  head.writeUInt16LE(width * channels, 32)
  head.writeUInt16LE(8 * width, 34)
  head.write('data', 36)
  head.writeUInt32LE(bytes.length, 40)
  return Buffer.concat([head, bytes])
}
