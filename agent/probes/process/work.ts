import type { Measurement } from '@/lib/core/wire'
import { rest } from '../../measuring/clock'
import { runLoad } from '../load'
import type { Surroundings } from '../program'
import { MemoryReadings } from './memory'
import type { NodeTarget } from './node-target'
import { type OpenSession, sessionOpener } from './sessions'
import type { Settings } from './settings'
import type { Target } from './target'

/** For the last session to end on the other side, too. */
const SETTLE_MS = 100
const WARM_UP_SESSIONS = 20

export type Work = { failure: string | null; measurements: Measurement[]; counts: Record<string, number> }

export type Watching = Surroundings & { given: Settings; target: Target; node: NodeTarget | null }

const openerOf = ({ given, ...within }: Watching) =>
  given.session === undefined ? null : sessionOpener({ ...given, session: given.session }, within)

/** Sessions that do not count. */
export async function warmUp(watching: Watching, sessions = WARM_UP_SESSIONS) {
  const open = openerOf(watching)
  for (let i = 0; open && i < sessions && !watching.signal.aborted; i++) await open(i - sessions)
}

/** What happens to the process while it is watched. Throws when it ends meanwhile. */
export async function work(watching: Watching): Promise<Work> {
  const open = openerOf(watching)
  if (open) return runSessions(watching, open)
  return { failure: await runLoad(watching.given, watching), measurements: [], counts: {} }
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
    await rest(SETTLE_MS, signal)
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
