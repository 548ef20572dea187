import { exactly, monotonicMs } from '../../measuring/clock'
import { msOf, type Pcm } from '../../measuring/wav'
import type { Talk } from './talk'

const LATE_MS = 1

/** When the recording began to be spoken and when each chunk of it left. */
export type Spoken = { startedAt: number; sentAt: number[]; stoppedAt: number | null; late: number }

/** The recording as long as asked for: cut, or with silence after it. */
export function lasting(pcm: Pcm, ms: number): Pcm {
  const frame = pcm.width * pcm.channels
  const length = Math.round((ms * pcm.rate) / 1000) * frame
  // one byte is unsigned, as WAVE has it
  const bytes = Buffer.alloc(length, pcm.width === 1 ? 128 : 0)
  pcm.bytes.copy(bytes)
  return { ...pcm, bytes }
}

const formatOf = ({ rate, width, channels }: Pcm) => ({ rate, width, channels })

/** The first sample is spoken now. */
export function begin(talk: Talk, pcm: Pcm): Spoken {
  talk.say('audio-start', { ...formatOf(pcm), timestamp: 0 })
  return { startedAt: monotonicMs(), sentAt: [], stoppedAt: null, late: 0 }
}

/**
 * Speaks in real time: a chunk can be sent only when its last sample has been spoken, on a schedule fixed at the start, so that a late
 * timer never moves the end of speech. Ends early, without saying so to the server, once it is `over`.
 */
export async function speak(talk: Talk, pcm: Pcm, spoken: Spoken, chunkMs: number, over: () => boolean) {
  const step = Math.max(1, Math.round((pcm.rate * chunkMs) / 1000)) * pcm.width * pcm.channels
  for (let k = 0; k * step < pcm.bytes.length; k++) {
    const due = spoken.startedAt + (k + 1) * chunkMs
    await exactly(due)
    if (over() || !talk.open) return
    const data = { ...formatOf(pcm), timestamp: Math.round(k * chunkMs) }
    talk.say('audio-chunk', data, pcm.bytes.subarray(k * step, (k + 1) * step))
    spoken.sentAt.push(monotonicMs())
    if (spoken.sentAt.at(-1)! - due > LATE_MS) spoken.late++
  }
  talk.say('audio-stop', { timestamp: Math.round(msOf(pcm)) })
  spoken.stoppedAt = monotonicMs()
}

/** The chunk that had left last at a moment: nothing later can have led to what came then. */
export const lastSentBefore = ({ sentAt, startedAt }: Spoken, at: number) =>
  sentAt.findLast((sent) => sent <= at) ?? startedAt
