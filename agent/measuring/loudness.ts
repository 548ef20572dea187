import type { Pcm } from './wav'

/** Milliseconds of one reading. */
const STEP_MS = 10
/** Above the quietest tenth of a recording by so much, and below its loudest by at most so much, is speech. Decibels. */
const ABOVE_FLOOR = 15
const BELOW_PEAK = 35
/** A recording that is nowhere louder, of full scale, holds no speech. */
const SILENT = -60

function sampleAt({ width, bytes }: Pcm, index: number): number {
  const at = index * width
  // one byte is unsigned, as WAVE has it
  return width === 1 ? (bytes[at]! - 128) / 128 : bytes.readIntLE(at, width) / 2 ** (8 * width - 1)
}

/** Loudness of each 10 ms of the first channel, in decibels of full scale. */
function readings(pcm: Pcm): number[] {
  const step = Math.max(1, Math.round((pcm.rate * STEP_MS) / 1000))
  const count = Math.floor(pcm.bytes.length / (pcm.width * pcm.channels))
  const levels: number[] = []
  for (let from = 0; from < count; from += step) {
    const to = Math.min(from + step, count)
    let sum = 0
    for (let i = from; i < to; i++) sum += sampleAt(pcm, i * pcm.channels) ** 2
    levels.push(10 * Math.log10(sum / (to - from) + 1e-12))
  }
  return levels
}

/** The loudest 10 ms, in decibels of full scale. */
export const isSilent = (pcm: Pcm) => readings(pcm).every((level) => level < SILENT)

/**
 * Where speech begins and ends, in milliseconds, by loudness; null in silence. A fallback: the last sounds of a word are soft, so that
 * forced alignment puts the end elsewhere by some tens of milliseconds.
 */
export function speechBounds(pcm: Pcm): { start: number; end: number } | null {
  const levels = readings(pcm)
  const sorted = levels.toSorted((a, b) => a - b)
  const peak = sorted.at(-1) ?? SILENT
  if (peak < SILENT) return null
  const floor = sorted[Math.floor(sorted.length / 10)]!
  const limit = Math.min(Math.max(floor + ABOVE_FLOOR, peak - BELOW_PEAK), peak)
  const loud = (level: number) => level >= limit
  return { start: levels.findIndex(loud) * STEP_MS, end: (levels.findLastIndex(loud) + 1) * STEP_MS }
}
