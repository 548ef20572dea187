import { MAX_SAMPLES, type Measurement } from '@/lib/core/wire'
import { oneLine } from '../../one-line'
import { asMetricName } from '../metric-name'
import type { Rule, Settings } from './settings'
import type { Span } from './span'

/** Names of spans that are reported when nobody said which. */
export const MOST_NAMES = 200
const MOST_SPANS = 1_000_000
const NANOSECONDS = 1e6

type Timed = { start: bigint; ms: number }
type Series = { label: string; timed: Timed[]; failed: number; message: string }

const ruleOf = (given: string | Rule): Rule => (typeof given === 'string' ? { name: given } : given)
const describe = (rule: Rule) => JSON.stringify(rule)

function matcher(rule: Rule): (span: Span) => boolean {
  const pattern = rule.pattern === undefined ? null : new RegExp(rule.pattern)
  const attributes = Object.entries(rule.attributes ?? {})
  return (span) =>
    (rule.name === undefined || span.name === rule.name) &&
    (pattern?.test(span.name) ?? true) &&
    (rule.service === undefined || span.service === rule.service) &&
    attributes.every(([key, value]) => String(span.attributes.get(key)) === String(value))
}

/** Turns the spans of one launch into samples. A span that ended in an error is a failure and no latency. */
export class Gathering {
  readonly #series = new Map<string, Series>()
  readonly #rules: { metric: string; fits: (span: Span) => boolean }[] | null
  readonly #seen = new Set<string>()
  readonly #leftOut = new Set<string>()
  readonly #counts = { repeated: 0, unfinished: 0, overLimit: 0 }
  #used = 0
  #failed = 0

  constructor(spans: Settings['spans']) {
    const rules = spans && Object.entries(spans).map(([metric, given]) => ({ metric, rule: ruleOf(given) }))
    this.#rules = rules?.map(({ metric, rule }) => ({ metric, fits: matcher(rule) })) ?? null
    for (const { metric, rule } of rules ?? []) this.#open(metric, describe(rule))
  }

  /** Spans that came, whether a rule wanted them or not. */
  get heard() {
    return this.#seen.size
  }

  /** Whether each metric has its samples; never so where nobody said which metrics there are. */
  has(samples: number): boolean {
    return this.#rules !== null && [...this.#series.values()].every((s) => s.timed.length >= samples)
  }

  take(spans: Span[]) {
    for (const span of spans) {
      // an exporter that missed an answer sends its batch again
      if (span.id !== '' && this.#seen.has(span.id)) this.#counts.repeated++
      else if (this.#seen.size >= MOST_SPANS) this.#counts.overLimit++
      else {
        this.#seen.add(span.id === '' ? `nameless ${this.#seen.size}` : span.id)
        this.#add(span)
      }
    }
  }

  #open(key: string, label: string): Series {
    const opened = { label, timed: [], failed: 0, message: '' }
    this.#series.set(key, opened)
    return opened
  }

  /** Where nobody said which: one series a name and service, as long as there is room. */
  #byName(span: Span): Series[] {
    const key = JSON.stringify([span.name, span.service])
    const known = this.#series.get(key)
    if (known) return [known]
    if (this.#series.size < MOST_NAMES) return [this.#open(key, span.name)]
    this.#leftOut.add(span.name.slice(0, 100))
    return []
  }

  #add(span: Span) {
    const wanted = this.#rules
      ? this.#rules.filter(({ fits }) => fits(span)).map(({ metric }) => this.#series.get(metric)!)
      : this.#byName(span)
    if (wanted.length === 0) return
    this.#used++
    if (span.error !== null) {
      this.#failed++
      for (const series of wanted) {
        series.failed++
        series.message ||= span.error
      }
    } else if (span.end < span.start || span.start === 0n) this.#counts.unfinished++
    else
      for (const { timed } of wanted)
        if (timed.length < MAX_SAMPLES)
          timed.push({ start: span.start, ms: Number(span.end - span.start) / NANOSECONDS })
        else this.#counts.overLimit++
  }

  /** Two services may give their spans one name: they are told apart by the service then. */
  #metricOf(key: string, names: Map<string, number>): string {
    if (this.#rules) return key
    const [name, service] = JSON.parse(key) as [string, string | null]
    const plain = name || 'span without a name'
    return asMetricName(names.get(name)! > 1 ? `${service ?? 'unknown service'}/${plain}` : plain)
  }

  /** Samples in the order in which the spans began, without the first `warmup` of each. */
  measurements(warmup: number): Measurement[] {
    const names = new Map<string, number>()
    for (const { label } of this.#series.values()) names.set(label, (names.get(label) ?? 0) + 1)
    const measured = [...this.#series].map(([key, { label, timed, failed, message }]): Measurement => {
      const metric = this.#metricOf(key, names)
      const inOrder = timed.toSorted((a, b) => (a.start < b.start ? -1 : a.start > b.start ? 1 : 0))
      const samples = inOrder.slice(warmup).map(({ ms }) => ms)
      if (samples.length > 0) return { metric, unit: 'ms', samples }
      const said = message && `: ${message}`
      const why =
        failed > 0
          ? `all ${failed} spans ended in an error${said}`
          : timed.length > 0
            ? `only ${timed.length} spans came, all of them warm-up`
            : `no span fits ${label}`
      return { metric, error: oneLine(why) }
    })
    if (this.#used === 0) return measured
    return [...measured, { metric: 'failure_rate', unit: '%', samples: [(100 * this.#failed) / this.#used] }]
  }

  /** What may cast doubt on the numbers; only what there was. */
  get counts(): Record<string, number> {
    return Object.fromEntries(Object.entries(this.#counts).filter(([, n]) => n > 0))
  }

  /** Names there was no room for. */
  get fault(): string | null {
    if (this.#leftOut.size === 0) return null
    const some = [...this.#leftOut].slice(0, 3).join(', ')
    return `more than ${MOST_NAMES} names of spans: ${this.#leftOut.size} are left out (${some}${this.#leftOut.size > 3 ? ', …' : ''}); say which you want with "spans"`
  }
}
