import type { ChildProcess } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

/** How long a program that is asked to end may take to put its things away. */
export const GRACE_MS = 5_000
const running = new Set<ChildProcess>()

/** Until the returned function is called, the program ends with the agent. */
export function endsWithAgent(child: ChildProcess): () => void {
  running.add(child)
  return () => running.delete(child)
}

/** The whole group: a shell that dies must not leave its benchmark behind. */
export function signalGroup(child: ChildProcess, signal: NodeJS.Signals) {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // already gone
  }
}

const exitOf = (child: ChildProcess) =>
  child.exitCode !== null || child.signalCode !== null || new Promise((done) => child.once('exit', done))

/** A benchmark may have a server of its own to stop: it is asked first, and ended when it takes too long. */
export async function stopBenchmarks() {
  const all = [...running]
  for (const child of all) signalGroup(child, 'SIGTERM')
  await Promise.race([Promise.all(all.map(exitOf)), sleep(GRACE_MS)])
  for (const child of all) signalGroup(child, 'SIGKILL')
}

/** What a program that is measured may know of the agent's own environment. */
export function childEnvironment(extra: Partial<NodeJS.ProcessEnv> = {}): NodeJS.ProcessEnv {
  const { PHASEGATE_TOKEN: _withheld, ...inherited } = process.env
  return { ...inherited, ...extra }
}
