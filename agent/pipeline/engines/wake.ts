import { createRequire } from 'node:module'
import { setTimeout as sleep } from 'node:timers/promises'
import { SAMPLE_RATE } from './audio'

export const WAKE_WORD = 'jarvis'
const SENSITIVITY = 0.5
const LOAD_MS = 20_000

/** What is used of bumblebee-hotword-node, which brings no types. */
type Bumblebee = {
  inputBuffer: number[]
  setSensitivity(value: number): void
  addHotword(name: string): void
  initPorcupine(): void
  once(event: 'connect', listener: () => void): void
  connect(): void
  processAudio(frame: Float32Array, rate: number): string | null
}

/** Porcupine 1.9 in WebAssembly: audio in, the wake word out. */
export class WakeWord {
  readonly #engine: Bumblebee

  private constructor(engine: Bumblebee) {
    this.#engine = engine
  }

  /**
   * Changes this process: the engine's loader prefers `fetch` even for a file and dies of it on Node.js, so `fetch`
   * is taken away for good. Load it in a process that needs none.
   */
  static async load(): Promise<WakeWord> {
    Reflect.deleteProperty(globalThis, 'fetch')
    const Engine = createRequire(import.meta.url)('bumblebee-hotword-node') as new () => Bumblebee
    const engine = new Engine()
    engine.setSensitivity(SENSITIVITY)
    engine.addHotword(WAKE_WORD)
    engine.setSensitivity(SENSITIVITY)
    const connected = new Promise<boolean>((resolve) => engine.once('connect', () => resolve(true)))
    engine.connect()
    if (!(await Promise.race([connected, sleep(LOAD_MS, false, { ref: false })])))
      throw new Error('the wake word engine did not load')
    engine.initPorcupine()
    return new WakeWord(engine)
  }

  hears(chunk: Float32Array): boolean {
    return this.#engine.processAudio(chunk, SAMPLE_RATE) === WAKE_WORD
  }

  reset() {
    this.#engine.inputBuffer = []
  }
}
