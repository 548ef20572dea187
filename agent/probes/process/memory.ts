import { type Point, slopeInterval } from '@/lib/core/theil-sen'
import type { Measurement } from '@/lib/core/wire'
import { readEach, treeOf } from '../../proc/find'
import { ProcError } from '../../proc/proc-file'
import { proportionalAnonymousBytes, residentBytes } from '../../proc/process'

const MB = 1e6
const LEAST_READINGS = 3

/** Memory against sessions that were opened and closed. */
export class MemoryReadings {
  readonly #pid: number
  readonly #tree: boolean
  readonly #points: Point[] = []
  readonly #read: (pid: number) => number
  /** Why resident memory stands in for proportional memory; null when it need not. */
  readonly insteadOfPss: string | null

  constructor(pid: number, tree: boolean) {
    this.#pid = pid
    this.#tree = tree
    this.insteadOfPss = refusal(() => proportionalAnonymousBytes(pid))
    this.#read = this.insteadOfPss === null ? proportionalAnonymousBytes : residentBytes
  }

  take(sessions: number) {
    const pids = this.#tree ? treeOf(this.#pid) : [this.#pid]
    const bytes = readEach(pids, this.#read).reduce((a, b) => a + b, 0)
    this.#points.push({ x: sessions, y: bytes / MB })
  }

  get story(): string {
    const [first, last] = [this.#points[0], this.#points.at(-1)]
    if (!first || !last) return 'memory was not read'
    const kind = this.insteadOfPss === null ? 'PSS without files' : 'RSS'
    return `${kind} ${first.y.toFixed(1)} MB before, ${last.y.toFixed(1)} MB after ${last.x} sessions (${this.#points.length} readings)`
  }

  measurement(): Measurement {
    const metric = 'memory_per_session'
    if (this.#points.length < LEAST_READINGS)
      return { metric, error: `${this.#points.length} readings of memory are too few for a slope` }
    const { value, low, high } = slopeInterval(this.#points)
    return { metric, unit: 'MB', value, low: low ?? undefined, high: high ?? undefined }
  }
}

function refusal(read: () => unknown): string | null {
  try {
    read()
    return null
  } catch (error) {
    if (error instanceof ProcError && error.fault !== 'gone') return error.message
    throw error
  }
}
