import { isSilent } from './loudness'
import { msOf, type Pcm } from './wav'
import { normalise } from './wer'

/** Nobody speaks faster than this; slower than that something else came. Milliseconds a word. */
const FASTEST = 80
const SLOWEST = 2_000
const PAUSES = 3_000

/** Why this cannot be the words, spoken; null when it may be. What was said is not recognised. */
export function implausible(audio: Pcm, text: string): string | null {
  const words = Math.max(1, normalise(text).split(' ').length)
  const ms = msOf(audio)
  if (audio.bytes.length === 0) return 'no audio'
  if (ms < words * FASTEST) return 'audio too short for its words'
  if (ms > words * SLOWEST + PAUSES) return 'audio too long for its words'
  return isSilent(audio) ? 'silent audio' : null
}
