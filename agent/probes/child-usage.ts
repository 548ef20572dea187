import { readdirSync, readFileSync } from 'node:fs'
import { performance } from 'node:perf_hooks'

/** Milliseconds of a clock tick in /proc, on every system that Node.js runs on. */
export const TICK_MS = 10

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/**
 * Processor milliseconds of all children of this process that have ended and been waited for, and of theirs; null where there is no /proc.
 * Two looks about an execution say what it used, to a tick.
 */
export function childCpuMs(stat = read('/proc/self/stat')): number | null {
  // the name, in brackets, may hold spaces and brackets
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [user, system] = [Number(fields[13]), Number(fields[14])]
  return fields.length > 14 && Number.isFinite(user + system) ? (user + system) * TICK_MS : null
}

const bytesIn = (status: string, name: string) => {
  const kib = status.match(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm'))?.[1]
  return kib === undefined ? null : Number(kib) * 1024
}

/** Children of every thread of a process; empty where the kernel does not list them. */
function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((task) =>
      read(`/proc/${pid}/task/${task}/children`).split(' ').filter(Boolean).map(Number),
    )
  } catch {
    return []
  }
}

/** Milliseconds until the next look: often at first, for much ends soon; later as often as does no harm. */
const pauseAfter = (elapsedMs: number) => (elapsedMs < 8 ? 1 : elapsedMs < 500 ? 10 : 50)
const FAMILY_MS = 50

/**
 * Looks at the memory of a process and its descendants until it ends. The peak is the most there was resident together at any look, or the
 * kernel's own mark of one of them where that is higher.
 */
export class MemoryWatch {
  peakBytes: number | null = null
  readonly #start = performance.now()
  readonly #root: number
  #family: number[]
  #countedMs = Number.NEGATIVE_INFINITY
  #timer: NodeJS.Timeout | undefined

  constructor(pid: number) {
    this.#root = pid
    this.#family = [pid]
    if (process.platform === 'linux') this.#schedule()
  }

  #schedule() {
    this.#timer = setTimeout(
      () => {
        this.#look()
        this.#schedule()
      },
      pauseAfter(performance.now() - this.#start),
    )
  }

  #look() {
    const now = performance.now()
    if (now - this.#countedMs >= FAMILY_MS) {
      this.#family = [this.#root]
      for (const pid of this.#family) this.#family.push(...childrenOf(pid))
      this.#countedMs = now
    }
    let together = 0
    for (const pid of this.#family) {
      const status = read(`/proc/${pid}/status`)
      together += bytesIn(status, 'VmRSS') ?? 0
      const own = bytesIn(status, 'VmHWM')
      if (own !== null) this.peakBytes = Math.max(this.peakBytes ?? 0, own)
    }
    if (together > 0) this.peakBytes = Math.max(this.peakBytes ?? 0, together)
  }

  stop() {
    clearTimeout(this.#timer)
  }
}
