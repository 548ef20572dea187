import { rest } from '../../measuring/clock'
import { findByCommand } from '../../proc/find'
import { ProcError, readProc } from '../../proc/proc-file'
import { statOf } from '../../proc/process'
import { findByPort } from '../../proc/sockets'
import type { Settings } from './settings'

const LOOK_MS = 200

type Wanted = Pick<Settings, 'pid' | 'port' | 'command' | 'wait'>
/** `name` is the program's alone: its arguments may hold secrets. */
export type Target = { pid: number; beginTicks: number; name: string }
export type Found = Target | { failure: string }

function only(pids: number[], none: string, what: string): Found {
  const [pid, ...others] = pids
  if (pid === undefined) return { failure: none }
  if (others.length > 0)
    return { failure: `${pids.length} processes ${what} (${pids.slice(0, 5).join(', ')}): say which by pid` }
  return known(pid)
}

function known(pid: number): Found {
  try {
    return { pid, beginTicks: statOf(pid).beginTicks, name: readProc(pid, 'comm').trim() }
  } catch (error) {
    if (error instanceof ProcError && error.fault === 'gone') return { failure: `there is no process ${pid}` }
    throw error
  }
}

function look({ pid, port, command }: Wanted): Found {
  if (pid !== undefined) return known(pid)
  if (command !== undefined)
    return only(
      findByCommand(command),
      `no process has "${command}" in its command line`,
      `have "${command}"`,
    )
  const { pids, user } = findByPort(port!)
  const none =
    user === null
      ? `nothing listens on port ${port}`
      : `who listens on port ${port} cannot be read: it belongs to user ${user}; run the agent as that user, or give pid`
  return only(pids, none, `listen on port ${port}`)
}

/** The process to watch, or one line on why there is none. */
export async function findTarget(wanted: Wanted, signal: AbortSignal): Promise<Found> {
  const until = performance.now() + wanted.wait * 1_000
  for (;;) {
    const found = look(wanted)
    if (!('failure' in found) || performance.now() >= until || signal.aborted) return found
    await rest(LOOK_MS, signal)
  }
}
