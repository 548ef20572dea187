import type { Measurement } from '@/lib/core/wire'
import { childCpuMs, MemoryWatch } from './child-usage'
import { MeasurementLines } from './lines'
import { type Program, runProgram, type Surroundings } from './program'

/** One execution of a command. What could not be seen is null. */
export type Execution = {
  measurements: Measurement[]
  failure: string | null
  wallMs: number
  cpuMs: number | null
  peakBytes: number | null
}

/** Runs a command; each line of its output that is a JSON measurement is one, every other line is shown. */
export async function execute(
  program: Program,
  within: Surroundings,
  exitCodes: readonly number[],
): Promise<Execution> {
  const lines = new MeasurementLines()
  const cpuBefore = childCpuMs()
  let cpuAfter: number | null = null
  let memory: MemoryWatch | null = null
  const { code, failure, wallMs } = await runProgram(program, within, {
    started: (pid) => {
      memory = new MemoryWatch(pid)
    },
    exited: () => {
      cpuAfter = childCpuMs()
      memory?.stop()
    },
    take: (line, from) => from === 'stdout' && lines.take(line),
  })
  const good = code !== null && exitCodes.includes(code)
  return {
    measurements: lines.measurements,
    failure: good ? lines.fault : (failure ?? `exit code ${code}`),
    wallMs,
    cpuMs: cpuBefore === null || cpuAfter === null ? null : cpuAfter - cpuBefore,
    peakBytes: (memory as MemoryWatch | null)?.peakBytes ?? null,
  }
}
