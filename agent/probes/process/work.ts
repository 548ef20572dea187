import { setTimeout as sleep } from 'node:timers/promises'
import type { Measurement } from '@/lib/core/wire'
import { runCommand } from './command'
import { MemoryReadings } from './memory'
import type { NodeTarget } from './node-target'
import { type OpenSession, sessionOpener } from './sessions'
import type { Settings } from './settings'
import type { Target } from './target'

/** For the last session to end on the other side, too. */
const SETTLE_MS = 100
const WATCH_SECONDS = 10
const WARM_UP_SESSIONS = 20

export type Work = { failure: string | null; measurements: Measurement[]; counts: Record<string, number> }

export type Watching = {
  given: Settings
  target: Target
  node: NodeTarget | null
  directory: string | undefined
  show: (line: string) => void
  signal: AbortSignal
}

const done = (failure: string | null): Work => ({ failure, measurements: [], counts: {} })

/** Of one session: why it failed, or null. */
export async function warmUp({ given, ...around }: Watching, sessions = WARM_UP_SESSIONS) {
  if (given.session === undefined) return
  const open = sessionOpener(given.session, around)
  for (let i = 0; i < sessions && !around.signal.aborted; i++) await open(i - sessions)
}

/** What happens to the process while it is watched. Throws when it ends meanwhile. */
export function work(watching: Watching): Promise<Work> {
  const { session, load } = watching.given
  if (session !== undefined) return runSessions(watching, sessionOpener(session, watching))
  return load === undefined ? justWatch(watching) : runLoad(watching, load)
}

async function justWatch({ given, signal }: Watching): Promise<Work> {
  await sleep((given.duration ?? WATCH_SECONDS) * 1_000, undefined, { signal }).catch(() => {})
  return done(null)
}

async function runLoad(watching: Watching, load: NonNullable<Settings['load']>): Promise<Work> {
  const { given, signal } = watching
  const over = given.duration === undefined ? null : AbortSignal.timeout(given.duration * 1_000)
  const within = over ? AbortSignal.any([signal, over]) : signal
  const failure = await runCommand(load, { ...watching, signal: within })
  return done(failure === null || over?.aborted ? null : `the load failed: ${failure}`)
}

/** One session after the other; memory is read before the first and after every few. */
async function runSessions(
  { given, target, node, show, signal }: Watching,
  open: OpenSession,
): Promise<Work> {
  const memory = new MemoryReadings(target.pid, given.tree)
  if (memory.insteadOfPss !== null) show(`resident instead of proportional memory: ${memory.insteadOfPss}`)
  const failures: string[] = []
  let opened = 0
  const read = async () => {
    await sleep(SETTLE_MS, undefined, { signal }).catch(() => {})
    if (signal.aborted) return
    await node?.collectGarbage()
    memory.take(opened)
  }
  await read()
  while (opened < given.sessions && !signal.aborted) {
    const failure = await open(opened)
    if (signal.aborted) break
    opened++
    if (failure !== null) failures.push(failure)
    if (opened % given.every === 0) await read()
  }
  show(memory.story)
  const [why] = failures
  if (why !== undefined) show(`${failures.length} of ${opened} sessions failed: ${why}`)
  const none = opened > 0 && failures.length === opened
  return {
    failure: none ? `no session succeeded: ${why}` : null,
    measurements: [
      none ? { metric: 'memory_per_session', error: 'no session succeeded' } : memory.measurement(),
      ...(opened > 0 ? [{ metric: 'failure_rate', unit: '%', value: (100 * failures.length) / opened }] : []),
    ],
    counts: memory.insteadOfPss === null ? {} : { residentMemory: 1 },
  }
}
