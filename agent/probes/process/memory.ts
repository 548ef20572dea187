import { theilSen } from '@/lib/core/slope'
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
  readonly #sessions: number[] = []
  readonly #megabytes: number[] = []
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
    this.#sessions.push(sessions)
    this.#megabytes.push(bytes / MB)
  }

  get story(): string {
    const [first, last] = [this.#megabytes[0], this.#megabytes.at(-1)]
    if (first === undefined || last === undefined) return 'memory was not read'
    const kind = this.insteadOfPss === null ? 'PSS without files' : 'RSS'
    return `${kind} ${first.toFixed(1)} MB before, ${last.toFixed(1)} MB after ${this.#sessions.at(-1)} sessions (${this.#sessions.length} readings)`
  }

  measurement(): Measurement {
    const metric = 'memory_per_session'
    if (this.#sessions.length < LEAST_READINGS)
      return { metric, error: `${this.#sessions.length} readings of memory are too few for a slope` }
    const { slope, low, high } = theilSen(this.#megabytes, this.#sessions)
    return { metric, unit: 'MB', value: slope, low: low ?? undefined, high: high ?? undefined }
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
