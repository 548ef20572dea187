import { rest } from '../measuring/clock'
import { runProgram, type Surroundings } from './program'

const WATCH_SECONDS = 10

export type Load = {
  load?: string | string[] | undefined
  duration?: number | undefined
  directory?: string | undefined
}

/** The time over which something is watched: as long as a load runs, at most `duration`, or that long; resolves to a failure, or null. */
export async function runLoad(
  { load, duration, directory }: Load,
  within: Surroundings,
): Promise<string | null> {
  if (load === undefined) {
    await rest((duration ?? WATCH_SECONDS) * 1_000, within.signal)
    return null
  }
  const over = duration === undefined ? null : AbortSignal.timeout(duration * 1_000)
  const signal = over ? AbortSignal.any([within.signal, over]) : within.signal
  const { failure } = await runProgram({ command: load, directory }, { ...within, signal })
  return failure === null || over?.aborted ? null : `the load failed: ${failure}`
}
