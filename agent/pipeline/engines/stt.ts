import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import createModule, {
  type Decoder,
  type Endpointer,
  type Segment,
  type SoundSwallowerModule,
} from 'soundswallower'
import { SAMPLE_RATE } from './audio'

/** Of four: takes least of the noise of a room for speech. */
const STRICT = 3

async function loadModule(): Promise<SoundSwallowerModule> {
  const home = dirname(createRequire(import.meta.url).resolve('soundswallower'))
  const quiet = () => {}
  const options = { modelBase: join(home, 'model/'), print: quiet, printErr: quiet }
  return await createModule(options as Partial<SoundSwallowerModule>)
}

async function makeDecoder(module: SoundSwallowerModule): Promise<Decoder> {
  const decoder = new module.Decoder({ loglevel: 'FATAL', samprate: SAMPLE_RATE })
  await decoder.initialize()
  return decoder
}

/** Speech to text against a grammar, chunk by chunk, with its own detection of where speech ends. */
export class Recogniser {
  readonly #decoder: Decoder
  readonly #endpointer: Endpointer
  readonly #frame: number
  #pending = new Float32Array(0)
  #speaking = false

  private constructor(decoder: Decoder, endpointer: Endpointer) {
    this.#decoder = decoder
    this.#endpointer = endpointer
    this.#frame = endpointer.get_frame_size()
  }

  static async load(grammar: string, count: number): Promise<Recogniser[]> {
    const module = await loadModule()
    const made: Recogniser[] = []
    for (let i = 0; i < count; i++) {
      const decoder = await makeDecoder(module)
      decoder.set_grammar(grammar)
      made.push(new Recogniser(decoder, new module.Endpointer({ samprate: SAMPLE_RATE, mode: STRICT })))
    }
    return made
  }

  /** The final text once the speaker has stopped; null while listening. Empty when nothing was understood. */
  hear(chunk: Float32Array): string | null {
    const audio = new Float32Array(this.#pending.length + chunk.length)
    audio.set(this.#pending)
    audio.set(chunk, this.#pending.length)
    let at = 0
    let text: string | null = null
    for (; at + this.#frame <= audio.length && text === null; at += this.#frame)
      text = this.#hearFrame(audio.subarray(at, at + this.#frame))
    this.#pending = audio.slice(at)
    return text
  }

  #hearFrame(frame: Float32Array): string | null {
    const speech = this.#endpointer.process(frame)
    if (speech !== null) {
      if (!this.#speaking) this.#decoder.start()
      this.#speaking = true
      this.#decoder.process_audio(speech, false, false)
    }
    return this.#speaking && !this.#endpointer.get_in_speech() ? this.#finish() : null
  }

  #finish(): string {
    this.#speaking = false
    this.#decoder.stop()
    return this.#decoder.get_text() ?? ''
  }

  /** Forgets what was heard; the endpointer is fed silence, because it cannot be reset. */
  reset() {
    this.#pending = new Float32Array(0)
    for (let i = 0; i < 100 && this.#endpointer.get_in_speech(); i++)
      this.#endpointer.process(new Float32Array(this.#frame))
    if (this.#speaking) this.#finish()
  }
}

/** Where known words lie in a recording, from the acoustic model and not from loudness. */
export class Aligner {
  readonly #decoder: Decoder

  private constructor(decoder: Decoder) {
    this.#decoder = decoder
  }

  static async load(): Promise<Aligner> {
    return new Aligner(await makeDecoder(await loadModule()))
  }

  /** Seconds from the start of `audio` to the end of the last word of `text`; null when the words are not in it. */
  endOfSpeech(audio: Float32Array, text: string): number | null {
    this.#decoder.set_align_text(text)
    this.#decoder.start()
    this.#decoder.process_audio(audio, false, true)
    this.#decoder.stop()
    const words = (this.#decoder.get_alignment().w ?? []).filter(isWord)
    const last = words.at(-1)
    return last && words.length === text.split(' ').length ? last.b + last.d : null
  }
}

/** Silence and noise stand in the alignment as <sil>, (NULL), [NOISE]. */
const isWord = (segment: Segment) => /^[a-z]/.test(segment.t)
