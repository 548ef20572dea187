/** All audio inside the pipeline: 16 kHz, one channel, signed 16 bits, little-endian on the wire. */
export const SAMPLE_RATE = 16_000

/** The samples of a RIFF/WAVE file of 16-bit mono PCM at the pipeline's rate; throws on anything else. */
export function decodeWav(file: Buffer): Int16Array {
  if (file.toString('latin1', 0, 4) !== 'RIFF') throw new Error('not a WAVE file')
  for (let at = 12; at + 8 <= file.length; ) {
    const id = file.toString('latin1', at, at + 4)
    const body = at + 8
    const size = Math.min(file.readUInt32LE(at + 4), file.length - body)
    if (id === 'fmt ') {
      const [channels, rate, bits] = [
        file.readUInt16LE(body + 2),
        file.readUInt32LE(body + 4),
        file.readUInt16LE(body + 14),
      ]
      if (channels !== 1 || rate !== SAMPLE_RATE || bits !== 16)
        throw new Error(
          `expected 16-bit mono at ${SAMPLE_RATE} Hz, got ${bits}-bit, ${channels} channels, ${rate} Hz`,
        )
    }
    if (id === 'data') return fromBytes(file.subarray(body, body + size))
    at = body + size + (size % 2)
  }
  throw new Error('a WAVE file without data')
}

/** A copy, because a network buffer may start at an odd address and is reused. */
export function fromBytes(bytes: Buffer): Int16Array {
  const samples = new Int16Array(bytes.length >> 1)
  for (let i = 0; i < samples.length; i++) samples[i] = bytes.readInt16LE(2 * i)
  return samples
}

export const toBytes = (samples: Int16Array) =>
  Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)
export const toFloats = (samples: Int16Array) => Float32Array.from(samples, (s) => s / 32_768)
export const silence = (seconds: number) => new Int16Array(Math.round(seconds * SAMPLE_RATE))
export const secondsOf = (samples: Int16Array) => samples.length / SAMPLE_RATE

export function join(parts: Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((n, part) => n + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}
