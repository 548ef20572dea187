import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

export type Child = { pid: number; said: string; child: ChildProcess; stop: () => Promise<void> }

/** A program that prints a word when it is ready. */
export async function startChild(program: string, args: string[]): Promise<Child> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'ignore'] })
  const [said] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill('SIGKILL')
    await gone
  }
  return { pid: child.pid!, said, child, stop }
}

/** testing/leaky-server.mjs; the inspector it may open has a port of its own. */
export async function startLeakyServer(leakBytes = 0, inspectPort = 0) {
  const file = fileURLToPath(new URL('./leaky-server.mjs', import.meta.url))
  const server = await startChild(process.execPath, [
    `--inspect-port=${inspectPort}`,
    file,
    String(leakBytes),
  ])
  return { ...server, port: Number(server.said) }
}
