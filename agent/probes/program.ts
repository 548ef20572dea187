import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { whyStopped } from '../time-limit'
import { childEnvironment, endsWithAgent, GRACE_MS, signalGroup } from './children'
import type { LaunchContext } from './probe'

export type Program = {
  /** A shell command, or the program and its arguments. */
  command: string | string[]
  /** Relative to the configuration file; without it the program runs where the agent was started. */
  directory?: string | undefined
  env?: Partial<NodeJS.ProcessEnv> | undefined
}

export type Surroundings = Pick<LaunchContext, 'configDirectory' | 'show' | 'signal'>

/** Who wants to look closer; a line that `take` takes is not shown. */
export type Watcher = {
  started?: (pid: number) => void
  exited?: () => void
  take?: (line: string, from: 'stdout' | 'stderr') => boolean
}

export type Ended = {
  /** null when it did not end by itself */
  code: number | null
  /** One line; null after exit code 0 alone. */
  failure: string | null
  notFound: boolean
  /** From the start of the program to its exit. */
  wallMs: number
}

/** Runs a program to its end, or until the signal; nothing of its group outlives it. */
export function runProgram(
  { command, directory, env }: Program,
  { configDirectory, show, signal }: Surroundings,
  watcher: Watcher = {},
): Promise<Ended> {
  const shell = typeof command === 'string'
  const [program = '', ...args] = shell ? [command] : command
  const child = spawn(program, args, {
    shell,
    cwd: directory === undefined ? undefined : resolve(configDirectory, directory),
    env: childEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  // here the program runs already: spawn comes back when it was executed, so that making the process is not counted
  const startMs = performance.now()
  if (child.pid !== undefined) watcher.started?.(child.pid)
  const ended = endsWithAgent(child)
  let endMs = startMs
  let lastError = ''
  let [killer, closer]: (NodeJS.Timeout | undefined)[] = []

  const stop = () => {
    signalGroup(child, 'SIGTERM')
    killer = setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS).unref()
  }
  signal.addEventListener('abort', stop, { once: true })
  if (signal.aborted) stop()

  for (const from of ['stdout', 'stderr'] as const)
    createInterface({ input: child[from] }).on('line', (line) => {
      if (from === 'stderr') lastError = line.trim() || lastError
      if (!watcher.take?.(line, from)) show(line)
    })

  return new Promise((done) => {
    const finish = (code: number | null, failure: string | null, notFound = false) => {
      clearTimeout(killer)
      clearTimeout(closer)
      signal.removeEventListener('abort', stop)
      ended()
      signalGroup(child, 'SIGKILL')
      done({ code, failure, notFound, wallMs: endMs - startMs })
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      const notFound = error.code === 'ENOENT'
      finish(null, `could not be started: ${notFound ? `${program} not found` : error.message}`, notFound)
    })
    child.on('exit', () => {
      endMs = performance.now()
      watcher.exited?.()
      // a grandchild may hold the pipes open for ever: the exit of the program ends it
      closer = setTimeout(() => {
        child.stdout.destroy()
        child.stderr.destroy()
      }, GRACE_MS).unref()
    })
    child.on('close', (code, by) => {
      const stopped = whyStopped(signal)
      if (stopped !== null) finish(null, stopped)
      else if (by) finish(null, `ended by ${by}`)
      else finish(code, code === 0 ? null : `exit code ${code}${lastError && `: ${lastError}`}`)
    })
  })
}
