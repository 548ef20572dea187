import { spawn } from 'node:child_process'
import { performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import type { Measurement } from '@/lib/core/wire'
import { childCpuMs, MemoryWatch } from './child-usage'
import { childEnvironment, endsWithAgent, GRACE_MS, signalGroup } from './children'
import { MeasurementLines } from './lines'

export type Job = {
  /** A shell command, or the program and its arguments as a list. */
  command: string | string[]
  directory: string | undefined
  env: Record<string, string>
  exitCodes: readonly number[]
  timeoutSeconds: number
  /** what the failure says when the time is up */
  timeoutText: string
  signal: AbortSignal
  show: (line: string) => void
}

/** One execution of a command. What could not be seen is null. */
export type Execution = {
  measurements: Measurement[]
  failure: string | null
  wallMs: number
  cpuMs: number | null
  peakBytes: number | null
}

/** Runs a command; each line of its output that is a JSON measurement is one, every other line is shown. */
export function execute(job: Job): Promise<Execution> {
  const lines = new MeasurementLines()
  const [program = '', ...args] = typeof job.command === 'string' ? [job.command] : job.command
  const cpuBefore = childCpuMs()
  const child = spawn(program, args, {
    shell: typeof job.command === 'string',
    cwd: job.directory,
    env: childEnvironment(job.env),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  })
  // here the program runs already: spawn comes back when it was executed, so that making the process is not counted
  const startMs = performance.now()
  const memory = child.pid === undefined ? null : new MemoryWatch(child.pid)
  const ended = endsWithAgent(child)
  let endMs = startMs
  let cpuAfter: number | null = null
  let stopped: string | null = null
  let lastError = ''

  const stop = (why: string) => {
    stopped ??= why
    signalGroup(child, 'SIGTERM')
    setTimeout(() => signalGroup(child, 'SIGKILL'), GRACE_MS).unref()
  }
  const timer = setTimeout(() => stop(job.timeoutText), job.timeoutSeconds * 1000)
  const abort = () => stop((job.signal.reason as Error).message)
  job.signal.addEventListener('abort', abort)
  if (job.signal.aborted) abort()

  createInterface({ input: child.stdout }).on('line', (line) => {
    if (!lines.take(line)) job.show(line)
  })
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (line.trim()) lastError = line.trim()
    job.show(line)
  })

  return new Promise((done) => {
    const finish = (failure: string | null) => {
      clearTimeout(timer)
      job.signal.removeEventListener('abort', abort)
      memory?.stop()
      ended()
      signalGroup(child, 'SIGKILL')
      done({
        measurements: lines.measurements,
        failure: failure ?? lines.fault,
        wallMs: endMs - startMs,
        cpuMs: cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore,
        peakBytes: memory?.peakBytes ?? null,
      })
    }
    child.on('error', (error: NodeJS.ErrnoException) =>
      finish(`could not be started: ${error.code === 'ENOENT' ? `${program} not found` : error.message}`),
    )
    child.on('exit', () => {
      endMs = performance.now()
      cpuAfter = childCpuMs()
      memory?.stop()
      // a grandchild may hold the pipes open for ever: the exit of the command ends the benchmark
      setTimeout(() => {
        child.stdout.destroy()
        child.stderr.destroy()
      }, GRACE_MS).unref()
    })
    child.on('close', (code, signal) => {
      if (stopped !== null) finish(stopped)
      else if (signal) finish(`ended by ${signal}`)
      else if (!job.exitCodes.includes(code ?? -1))
        finish(`exit code ${code}${lastError ? `: ${lastError}` : ''}`)
      else finish(null)
    })
  })
}
