import { monotonicMs, notBefore } from '../../measuring/clock'
import { SAMPLE_RATE, toBytes } from '../engines/audio'
import type { VoiceClient } from './client'
import type { Utterance } from './utterances'

const CHUNK_MS = 20
const CHUNK_SAMPLES = (SAMPLE_RATE * CHUNK_MS) / 1000

/** What came of one utterance; moments are milliseconds after its first sample was spoken. */
export type Heard = {
  utterance: Utterance
  wakeAt: number | null
  text: string | null
  textAt: number | null
  audioAt: number | null
}

/**
 * Speaks in real time: a chunk can be sent only when its last sample has been spoken, on a schedule fixed at the start,
 * so that a late timer never moves the end of speech. Ends when the answer has been spoken or the recording is over.
 */
export async function speakInto(client: VoiceClient, utterance: Utterance): Promise<Heard> {
  const heard: Heard = { utterance, wakeAt: null, text: null, textAt: null, audioAt: null }
  let over = false
  const started = monotonicMs()
  const stop = client.listen(({ at, event, audio }) => {
    // only in this order: what comes late for the recording before must not count for this one
    if (event?.type === 'wake') heard.wakeAt ??= at - started
    if (event?.type === 'transcript' && heard.wakeAt !== null && heard.text === null) {
      heard.text = event.text
      heard.textAt = at - started
    }
    if (audio && heard.text !== null) heard.audioAt ??= at - started
    if (event?.type === 'spoken' || (event?.type === 'transcript' && !event.text)) over = true
  })
  try {
    for (let k = 0; !over && k * CHUNK_SAMPLES < utterance.audio.length; k++) {
      await notBefore(started + (k + 1) * CHUNK_MS)
      client.stream(toBytes(utterance.audio.subarray(k * CHUNK_SAMPLES, (k + 1) * CHUNK_SAMPLES)))
    }
  } finally {
    stop()
  }
  return heard
}
