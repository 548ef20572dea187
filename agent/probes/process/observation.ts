import { writeFileSync } from 'node:fs'
import { readEach, treeOf } from '../../proc/find'
import { ProcError } from '../../proc/proc-file'
import { peakBytes, statOf } from '../../proc/process'
import { Growth } from './growth'
import { COUNTERS, type Counter, GAUGES, type Gauge } from './quantities'
import type { Target } from './target'

const MB = 1e6
/** Written to clear_refs: forget the largest resident set size so far. */
const FORGET_PEAK = '5'

export type Told<T> = { value: T } | { error: string }

/** Looks at a process, or at it and its descendants, again and again. */
export class Observation {
  readonly #target: Target
  readonly #tree: boolean
  readonly #samples = new Map<Gauge, number[]>()
  readonly #growths = new Map<Counter, Growth>()
  readonly #faults = new Map<string, string>()
  readonly #began = performance.now()
  #looked = this.#began
  /** Whether the largest resident set size is that of this observation and not of the process's whole life. */
  readonly peakForgotten: boolean

  constructor(target: Target, tree: boolean) {
    this.#target = target
    this.#tree = tree
    for (const name of Object.keys(GAUGES) as Gauge[]) this.#samples.set(name, [])
    for (const name of Object.keys(COUNTERS) as Counter[])
      this.#growths.set(name, new Growth(COUNTERS[name].folds))
    this.peakForgotten = forgetPeak(target.pid)
    this.look()
  }

  /** Throws ProcError `gone` when the process has ended, or its number is another's now. */
  look() {
    const { pid, beginTicks } = this.#target
    if (statOf(pid).beginTicks !== beginTicks) throw new ProcError('gone', `/proc/${pid}`)
    this.#looked = performance.now()
    const pids = this.#tree ? treeOf(pid) : [pid]
    for (const [name, samples] of this.#samples)
      this.#take(name, () => samples.push(combined(GAUGES[name], pids)))
    for (const [name, growth] of this.#growths)
      this.#take(name, () =>
        growth.see(
          new Map(
            readEach(pids, (one) => [...COUNTERS[name].of(one, this.#tree)])
              .flat()
              .map(([key, value]) => [String(key), value]),
          ),
        ),
      )
  }

  /** What cannot be read is not asked for again, and its measurement says why. */
  #take(name: string, read: () => void) {
    if (this.#faults.has(name)) return
    try {
      read()
    } catch (error) {
      if (!(error instanceof ProcError) || error.fault === 'gone') throw error
      this.#faults.set(name, error.message)
    }
  }

  #told<T>(name: string, value: () => T): Told<T> {
    const error = this.#faults.get(name)
    return error === undefined ? { value: value() } : { error }
  }

  /** Seconds from the first look to the last. */
  get seconds() {
    return (this.#looked - this.#began) / 1_000
  }

  gauge = (name: Gauge) => this.#told(name, () => this.#samples.get(name)!)
  counter = (name: Counter) => this.#told(name, () => this.#growths.get(name)!.total)

  /** In MB. Of a tree it is the largest sum that was seen: peaks at different times cannot be added. */
  peak(): Told<number> {
    if (this.#tree) return this.#told('rss', () => Math.max(...this.#samples.get('rss')!))
    try {
      return { value: peakBytes(this.#target.pid) / MB }
    } catch (error) {
      if (!(error instanceof ProcError)) throw error
      return error.fault === 'gone'
        ? this.#told('rss', () => Math.max(...this.#samples.get('rss')!))
        : { error: error.message }
    }
  }
}

function combined(gauge: (typeof GAUGES)[Gauge], pids: number[]): number {
  const each = readEach(pids, gauge.of)
  return gauge.of_tree === 'sum' ? each.reduce((a, b) => a + b, 0) : Math.max(...each)
}

function forgetPeak(pid: number): boolean {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, FORGET_PEAK)
    return true
  } catch {
    return false
  }
}
