import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { proportionalAnonymousBytes } from '../../proc/process'
import type { FromServer, ToServer } from '../server'
import type { Database } from './database'

const START_MS = 60_000
const ANSWER_MS = 15_000
const STOP_MS = 5_000

export type Memory = { heapBytes: number; residentBytes: number }

/** The voice server as its measurer sees it: a port, a process, and its memory. */
export class VoiceServer {
  readonly port: number
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
  }

  static async start(database: Database): Promise<VoiceServer> {
    const child = fork(fileURLToPath(new URL('../server.ts', import.meta.url)), {
      execArgv: [
        '--expose-gc',
        '--no-flush-bytecode',
        '--disable-warning=ExperimentalWarning',
        '--import',
        import.meta.resolve('tsx'),
      ],
      env: { ...process.env, PIPELINE_DATABASE_URL: database.url, PIPELINE_SCHEMA: database.schema },
      // what engines print is nobody's measurement
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    let lastLine = ''
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      lastLine = text.trim().split('\n').at(-1) || lastLine
    })
    try {
      const first = await answerOf(child, START_MS, () => lastLine)
      if ('failure' in first) throw new Error(`the voice server did not start: ${first.failure}`)
      if (!('port' in first)) throw new Error('the voice server did not say its port')
      return new VoiceServer(child, first.port)
    } catch (error) {
      child.kill('SIGKILL')
      throw error
    }
  }

  /**
   * After forced collections. One is enough for the heap; what lies outside it, such as a synthesiser's memory of 18 MB,
   * goes back to the system with a later one only.
   */
  async memory(collections: number): Promise<Memory> {
    const answer = answerOf(this.#child, ANSWER_MS, () => '')
    this.#child.send({ collections } satisfies ToServer)
    const memory = await answer
    if (!('heapBytes' in memory)) throw new Error('the voice server did not tell its memory')
    return memory
  }

  /** Proportional set size in bytes, without files; null where the kernel has no such thing. */
  proportionalBytes(): number | null {
    try {
      return proportionalAnonymousBytes(this.#child.pid!)
    } catch {
      return null
    }
  }

  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return
    const gone = new Promise((resolve) => this.#child.once('exit', resolve))
    this.#child.kill('SIGTERM')
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS)
    await gone
    clearTimeout(timer)
  }
}

function answerOf(child: ChildProcess, patienceMs: number, lastLine: () => string): Promise<FromServer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer)
      child.off('message', onMessage)
      child.off('exit', onExit)
      act()
    }
    const onMessage = (message: unknown) => settle(() => resolve(message as FromServer))
    const onExit = (code: number | null, signal: string | null) =>
      settle(() =>
        reject(new Error(`the voice server ended (${signal ?? code}): ${lastLine() || 'it said nothing'}`)),
      )
    const timer = setTimeout(
      () => settle(() => reject(new Error(`the voice server was silent for ${patienceMs / 1000} s`))),
      patienceMs,
    )
    child.on('message', onMessage)
    child.on('exit', onExit)
  })
}
