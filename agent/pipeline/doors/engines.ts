import { GRAMMAR } from '../commands'
import { fromBytes, SAMPLE_RATE, toFloats } from '../engines/audio'
import { Pool } from '../engines/pool'
import { Recogniser } from '../engines/stt'
import { Synthesiser } from '../engines/tts'
import { WakeWord } from '../engines/wake'

const EACH = 2
/** A tenth of a second: small enough to start playing at once. */
export const CHUNK_SAMPLES = SAMPLE_RATE / 10
/** An utterance is over when the recogniser has heard so much silence after it; at most that is given it in one go. */
const MOST_SILENCE = 2 * SAMPLE_RATE

/** The pipeline's engines behind other doors than its own. */
export type Engines = { wakeWords: Pool<WakeWord>; recognisers: Pool<Recogniser>; synthesiser: Synthesiser }

export async function loadEngines(): Promise<Engines> {
  const wakeWords: WakeWord[] = []
  for (let i = 0; i < EACH; i++) wakeWords.push(await WakeWord.load())
  return {
    wakeWords: new Pool(wakeWords, (engine) => engine.reset()),
    recognisers: new Pool(await Recogniser.load(GRAMMAR, EACH), (engine) => engine.reset()),
    synthesiser: await Synthesiser.load(),
  }
}

/** The text of an utterance whose audio has ended before its end of speech was noticed. */
export function finish(recogniser: Recogniser): string {
  for (let given = 0; given < MOST_SILENCE; given += CHUNK_SAMPLES) {
    const text = recogniser.hear(new Float32Array(CHUNK_SAMPLES))
    if (text !== null) return text
  }
  return ''
}

/** A whole recording at once. */
export function transcribeWhole(recogniser: Recogniser, pcm: Buffer): string {
  const audio = toFloats(fromBytes(pcm))
  for (let at = 0; at < audio.length; at += CHUNK_SAMPLES) {
    const text = recogniser.hear(audio.subarray(at, at + CHUNK_SAMPLES))
    if (text !== null) return text
  }
  return finish(recogniser)
}
