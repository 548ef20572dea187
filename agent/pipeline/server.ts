// The voice server in a process of its own: `fork` it with PIPELINE_DATABASE_URL and PIPELINE_SCHEMA, and PIPELINE_PORT unless any port will
// do. It tells its parent {port} when it listens and {failure} when it cannot, answers {collections} with its memory after so many of them, and
// ends with its parent.
import { setImmediate } from 'node:timers/promises'
import { WebSocketServer } from 'ws'
import { GRAMMAR } from './commands'
import { Connection } from './connection'
import { Pool } from './engines/pool'
import { Recogniser } from './engines/stt'
import { Synthesiser } from './engines/tts'
import { WakeWord } from './engines/wake'
import { ConversationHistory } from './history'
import { Listener } from './listener'
import { SessionManager } from './session'

const MICROPHONES = 4
const SESSIONS = { limit: 64, idleMs: 10 * 60_000 }
const SWEEP_MS = 30_000
const MAX_MESSAGE_BYTES = 256 * 1024

export type FromServer = { port: number } | { failure: string } | { heapBytes: number; residentBytes: number }

export type ToServer = { collections: number }

async function memoryAfter({ collections }: ToServer) {
  for (let i = 0; i < collections; i++) {
    globalThis.gc?.()
    await setImmediate()
  }
  const { heapUsed, rss } = process.memoryUsage()
  tell({ heapBytes: heapUsed, residentBytes: rss })
}

const tell = (message: FromServer) => process.send?.(message)

async function main() {
  const history = new ConversationHistory(
    process.env.PIPELINE_DATABASE_URL ?? '',
    process.env.PIPELINE_SCHEMA ?? 'public',
  )
  await history.createTables()
  const wakeWords: WakeWord[] = []
  for (let i = 0; i < MICROPHONES; i++) wakeWords.push(await WakeWord.load())
  const wakePool = new Pool(wakeWords, (engine) => engine.reset())
  const recogniserPool = new Pool(await Recogniser.load(GRAMMAR, MICROPHONES), (engine) => engine.reset())
  const synthesiser = await Synthesiser.load()
  const sessions = new SessionManager(history, SESSIONS)
  setInterval(() => sessions.sweep().catch(() => {}), SWEEP_MS).unref()

  const port = Number(process.env.PIPELINE_PORT ?? 0)
  const server = new WebSocketServer({ host: '127.0.0.1', port, maxPayload: MAX_MESSAGE_BYTES })
  server.on(
    'connection',
    (socket) => new Connection(socket, sessions, synthesiser, new Listener(wakePool, recogniserPool)),
  )
  await new Promise<void>((resolve, reject) => server.once('listening', resolve).once('error', reject))

  process.on('message', (question) => memoryAfter(question as ToServer))
  const end = () => {
    synthesiser.close()
    process.exit(0)
  }
  process.once('disconnect', end)
  process.once('SIGTERM', end)
  tell({ port: (server.address() as { port: number }).port })
}

main().catch((error: Error) => {
  tell({ failure: error.message || String(error) })
  process.exitCode = 1
  process.disconnect?.()
})
