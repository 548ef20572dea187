import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { note } from '../measuring/note'
import type { FromDoors } from './main'

export type Doors = { wyoming: number; openai: number; stop(): Promise<void> }

/** Starts the doors in a process of their own, on the ports given or any. */
export async function startDoors(
  ports: { wyoming?: number; openai?: number; apiKey?: string } = {},
): Promise<Doors> {
  const child = fork(fileURLToPath(new URL('main.ts', import.meta.url)), {
    execArgv: ['--disable-warning=ExperimentalWarning', '--import', import.meta.resolve('tsx')],
    env: {
      ...process.env,
      DOORS_WYOMING_PORT: String(ports.wyoming ?? 0),
      DOORS_OPENAI_PORT: String(ports.openai ?? 0),
      ...(ports.apiKey !== undefined && { DOORS_API_KEY: ports.apiKey }),
    },
    // what engines print is nobody's measurement
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  let stopping = false
  const exit = once(child, 'exit')
  child.once('exit', (code, signal) => {
    if (!stopping) note(`the doors of the voice pipeline closed by themselves (${signal ?? code})`)
  })
  const stop = async () => {
    stopping = true
    child.kill('SIGTERM')
    await exit
  }
  const first = await Promise.race([
    once(child, 'message').then(([message]) => message as FromDoors),
    exit.then(([code]): FromDoors => ({ failure: `ended with ${code}` })),
  ])
  if ('failure' in first) {
    await stop()
    throw new Error(`the doors of the voice pipeline did not open: ${first.failure}`)
  }
  return { ...first, stop }
}
