import type { Measurement } from '@/lib/core/wire'
import type { Launch, LaunchContext, Measure } from '../probes/probe'
import { whyStopped } from '../time-limit'

const MOST_REASONS = 5

/** Right and wrong results of one launch, kept apart: only a right one has a latency, and every wrong one has its reason. */
export class Tally {
  readonly #samples = new Map<string, number[]>()
  readonly #values = new Map<string, number>()
  readonly #reasons = new Map<string, number>()
  #right = 0
  #wrong = 0

  get right() {
    return this.#right
  }

  get tries() {
    return this.#right + this.#wrong
  }

  /** One right result and what was measured of it; null stands for what this one does not have. */
  pass(measured: Record<string, number | null>) {
    this.#right++
    for (const [measure, value] of Object.entries(measured)) if (value !== null) this.add(measure, value)
  }

  fail(reason: string) {
    this.#wrong++
    this.#reasons.set(reason, (this.#reasons.get(reason) ?? 0) + 1)
  }

  /** A sample that is no result of its own. */
  add(measure: string, value: number) {
    const samples = this.#samples.get(measure)
    if (samples) samples.push(value)
    else this.#samples.set(measure, [value])
  }

  /** One number of the whole launch. */
  set(measure: string, value: number) {
    this.#values.set(measure, value)
  }

  /**
   * What the launch yielded, with `failure_rate` in percent of all tries. Wrong results are told to whoever watches, most frequent
   * reason first; when none was right, that is the launch's failure.
   */
  launch(
    measures: Record<string, Measure>,
    { show, signal }: LaunchContext,
    counts: Record<string, number> = {},
  ): Launch {
    if (this.tries > 0) this.set('failure_rate', (100 * this.#wrong) / this.tries)
    const unitOf = (measure: string) => measures[measure]!.unit
    const measurements: Measurement[] = [
      ...[...this.#samples].map(([metric, samples]) => ({ metric, unit: unitOf(metric), samples })),
      ...[...this.#values].map(([metric, value]) => ({ metric, unit: unitOf(metric), value })),
    ]
    const reasons = [...this.#reasons].toSorted(([, a], [, b]) => b - a)
    for (const [reason, times] of reasons.slice(0, MOST_REASONS))
      show(`not counted: ${times} of ${this.tries}: ${reason}`)
    const none =
      this.#right === 0 ? `none of ${this.tries} was right: ${reasons[0]?.[0] ?? 'none was tried'}` : null
    return { measurements, failure: whyStopped(signal) ?? none, counts }
  }
}
