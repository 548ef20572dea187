import { spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { childEnvironment, endsWithAgent, GRACE_MS, signalGroup } from './children'
import type { LaunchContext } from './probe'

export type Program = {
  /** A shell command, or the program and its arguments. */
  command: string | string[]
  /** Relative to the configuration file; without it the program runs where the agent was started. */
  directory: string | undefined
  env: Partial<NodeJS.ProcessEnv>
}

/** How it ended: with a code of its own, or in a way that says nothing of what it measured. */
export type Ended = { code: number; failure: null } | { code: null; failure: string; notFound?: true }

/** Why a launch had to end that was not over. */
export function whyStopped({ signal, timeoutSeconds }: LaunchContext, outOfTime: boolean): string {
  if (outOfTime) return `timed out after ${timeoutSeconds} s`
  const reason: unknown = signal.reason
  // an abort without a reason of its own gives an AbortError, whose words are for programmers
  return reason instanceof Error && reason.name === 'Error' ? reason.message : 'stopped'
}

export const workingDirectory = (directory: string | undefined, context: LaunchContext) =>
  directory === undefined ? undefined : resolve(context.configDirectory, directory)

/** Runs a program to its end, or until the time is up or the launch is stopped; leaves nothing of its group behind. */
export function runProgram(
  { command, directory, env }: Program,
  context: LaunchContext,
  onLine: (line: string) => void,
): Promise<Ended> {
  const shell = typeof command === 'string'
  const [program = '', ...args] = shell ? [command] : command
  const child = spawn(program, args, {
    shell,
    cwd: workingDirectory(directory, context),
    env: childEnvironment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  const ended = endsWithAgent(child)
  let outOfTime = false
  const stop = () => {
    signalGroup(child, 'SIGTERM')
    setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS).unref()
  }
  const timer = setTimeout(() => {
    outOfTime = true
    stop()
  }, context.timeoutSeconds * 1000)
  context.signal.addEventListener('abort', stop, { once: true })
  if (context.signal.aborted) stop()
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', onLine)

  return new Promise((done) => {
    const finish = (end: Ended) => {
      clearTimeout(timer)
      context.signal.removeEventListener('abort', stop)
      ended()
      signalGroup(child, 'SIGKILL')
      done(end)
    }
    child.on('error', (error: NodeJS.ErrnoException) => {
      const notFound = error.code === 'ENOENT'
      const why = notFound ? `${program} not found` : error.message
      finish({ code: null, failure: `could not be started: ${why}`, ...(notFound && { notFound }) })
    })
    // a grandchild may hold the pipes open for ever: the exit of the program ends the launch
    child.on('exit', () =>
      setTimeout(() => {
        child.stdout.destroy()
        child.stderr.destroy()
      }, GRACE_MS).unref(),
    )
    child.on('close', (code, signal) => {
      if (outOfTime || context.signal.aborted) finish({ code: null, failure: whyStopped(context, outOfTime) })
      else if (signal) finish({ code: null, failure: `ended by ${signal}` })
      else finish({ code: code ?? 1, failure: null })
    })
  })
}
