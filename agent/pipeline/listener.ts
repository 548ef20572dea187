import { fromBytes, toFloats } from './engines/audio'
import type { Pool } from './engines/pool'
import type { Recogniser } from './engines/stt'
import type { WakeWord } from './engines/wake'

export type Heard = { kind: 'wake' } | { kind: 'transcript'; text: string } | { kind: 'busy' }

/** After the wake word, how long a person may stay silent before the recogniser is given to somebody else. */
const PATIENCE_SAMPLES = 8 * 16_000

/** One microphone: asleep until the wake word, then listening until the end of speech, then asleep again. */
export class Listener {
  readonly #wakeWords: Pool<WakeWord>
  readonly #recognisers: Pool<Recogniser>
  #wake: WakeWord | null = null
  #recogniser: Recogniser | null = null
  #listened = 0

  constructor(wakeWords: Pool<WakeWord>, recognisers: Pool<Recogniser>) {
    this.#wakeWords = wakeWords
    this.#recognisers = recognisers
  }

  hear(pcm: Buffer): Heard | null {
    const audio = toFloats(fromBytes(pcm))
    return this.#recogniser ? this.#listen(this.#recogniser, audio) : this.#sleep(audio)
  }

  #sleep(audio: Float32Array): Heard | null {
    this.#wake ??= this.#wakeWords.take()
    if (!this.#wake) return { kind: 'busy' }
    if (!this.#wake.hears(audio)) return null
    this.#recogniser = this.#recognisers.take()
    this.#listened = 0
    return { kind: this.#recogniser ? 'wake' : 'busy' }
  }

  #listen(recogniser: Recogniser, audio: Float32Array): Heard | null {
    this.#listened += audio.length
    const text = recogniser.hear(audio)
    if (text === null && this.#listened < PATIENCE_SAMPLES) return null
    this.#release()
    return { kind: 'transcript', text: text ?? '' }
  }

  #release() {
    if (this.#recogniser) this.#recognisers.give(this.#recogniser)
    this.#recogniser = null
  }

  close() {
    this.#release()
    if (this.#wake) this.#wakeWords.give(this.#wake)
    this.#wake = null
  }
}
