import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Command } from './settings'

const GRACE_MS = 2_000

function signalGroup(child: ChildProcess, signal: NodeJS.Signals) {
  try {
    if (child.pid !== undefined) process.kill(-child.pid, signal)
  } catch {
    // already gone
  }
}

type Surroundings = {
  directory: string | undefined
  env?: Record<string, string>
  signal: AbortSignal
  show: (line: string) => void
}

/** Runs a command to its end; resolves to why it failed, or null. Nothing it started outlives it. */
export function runCommand(
  command: Command,
  { directory, env, signal, show }: Surroundings,
): Promise<string | null> {
  const shell = typeof command === 'string'
  const [program = '', ...args] = shell ? [command] : command
  const { PHASEGATE_TOKEN: _withheld, ...inherited } = process.env
  const child = spawn(program, args, {
    shell,
    cwd: directory,
    env: { ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let lastError = ''
  createInterface({ input: child.stdout }).on('line', show)
  createInterface({ input: child.stderr }).on('line', (line) => {
    lastError = line.trim() || lastError
    show(line)
  })
  let killer: NodeJS.Timeout | undefined
  const stop = () => {
    signalGroup(child, 'SIGTERM')
    killer = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS)
  }
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()

  return new Promise((done) => {
    const finish = (failure: string | null) => {
      clearTimeout(killer)
      signal.removeEventListener('abort', stop)
      signalGroup(child, 'SIGKILL')
      done(failure)
    }
    child.on('error', (error: NodeJS.ErrnoException) =>
      finish(`could not be started: ${error.code === 'ENOENT' ? `${program} not found` : error.message}`),
    )
    // what it left in the background may hold the pipes open: its own exit is the end
    child.on('exit', (code, by) => {
      if (by) finish(`ended by ${by}`)
      else finish(code === 0 ? null : `exit code ${code}${lastError ? `: ${lastError}` : ''}`)
    })
  })
}
