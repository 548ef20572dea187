import { readWav } from '../../measuring/wav'

/** All audio inside the pipeline: 16 kHz, one channel, signed 16 bits, little-endian on the wire. */
export const SAMPLE_RATE = 16_000

/** The samples of a RIFF/WAVE file of 16-bit mono PCM at the pipeline's rate; throws on anything else. */
export function decodeWav(file: Buffer): Int16Array {
  const { rate, width, channels, bytes } = readWav(file)
  if (channels !== 1 || rate !== SAMPLE_RATE || width !== 2)
    throw new Error(
      `expected 16-bit mono at ${SAMPLE_RATE} Hz, got ${8 * width}-bit, ${channels} channels, ${rate} Hz`,
    )
  return fromBytes(bytes)
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
