import { type ChildProcess, spawn } from 'node:child_process'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { MeasurementLines } from './lines'
import type { Probe } from './probe'

const settings = z.strictObject({
  /** A shell command, or the program and its arguments as a list. */
  command: z.union([z.string().min(1), z.array(z.string()).min(1)], {
    error: 'must be a command or a list of a program and its arguments',
  }),
  /** Relative to the configuration file; without it the command runs where the agent was started. */
  directory: z.string().optional(),
  env: z.record(z.string(), z.coerce.string()).optional(),
})

const GRACE_MS = 5_000
const running = new Set<ChildProcess>()

/** The whole group: a shell that dies must not leave its benchmark behind. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals) {
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

function childEnvironment(extra: Record<string, string> = {}): NodeJS.ProcessEnv {
  const { PHASEGATE_TOKEN: _withheld, ...inherited } = process.env
  return { ...inherited, ...extra }
}

/** Runs a command; each line of its output that is a JSON measurement is one, every other line is shown. */
export const exec: Probe<typeof settings> = {
  kind: 'exec',
  settings,
  measures: {},
  launch(given, context) {
    const lines = new MeasurementLines()
    const [program = '', ...args] = typeof given.command === 'string' ? [given.command] : given.command
    const child = spawn(program, args, {
      shell: typeof given.command === 'string',
      cwd: given.directory === undefined ? undefined : resolve(context.configDirectory, given.directory),
      env: childEnvironment(given.env),
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
    })
    running.add(child)
    let timedOut = false
    let lastError = ''
    const timer = setTimeout(() => {
      timedOut = true
      signalGroup(child, 'SIGTERM')
      setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS).unref()
    }, context.timeoutSeconds * 1000)

    createInterface({ input: child.stdout }).on('line', (line) => {
      if (!lines.take(line)) context.show(line)
    })
    createInterface({ input: child.stderr }).on('line', (line) => {
      if (line.trim()) lastError = line.trim()
      context.show(line)
    })

    return new Promise((done) => {
      const finish = (failure: string | null) => {
        clearTimeout(timer)
        running.delete(child)
        signalGroup(child, 'SIGKILL')
        done({ measurements: lines.measurements, failure: failure ?? lines.fault })
      }
      child.on('error', (error: NodeJS.ErrnoException) =>
        finish(`could not be started: ${error.code === 'ENOENT' ? `${program} not found` : error.message}`),
      )
      // a grandchild may hold the pipes open for ever: the exit of the command ends the benchmark
      child.on('exit', () =>
        setTimeout(() => {
          child.stdout.destroy()
          child.stderr.destroy()
        }, GRACE_MS).unref(),
      )
      child.on('close', (code, signal) => {
        if (timedOut) finish(`timed out after ${context.timeoutSeconds} s`)
        else if (signal) finish(`ended by ${signal}`)
        else if (code !== 0) finish(`exit code ${code}${lastError ? `: ${lastError}` : ''}`)
        else if (lines.measurements.length === 0 && !lines.fault) finish('reported no measurement')
        else finish(null)
      })
    })
  },
}
