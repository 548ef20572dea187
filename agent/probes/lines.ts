import { type Measurement, measurement } from '@/lib/core/wire'

/** Gathers the measurements a benchmark prints, one JSON object a line, among lines meant for people. */
export class MeasurementLines {
  readonly #byMetric = new Map<string, Measurement>()
  #faults: string[] = []

  /** Takes one line; false when it is not a measurement and belongs to the reader of the terminal. */
  take(line: string): boolean {
    const candidate = asMeasurement(line)
    if (candidate === null) return false
    const parsed = measurement.safeParse(candidate)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      const place = [candidate.metric, ...(issue?.path ?? [])].join('.')
      this.#faults.push(`printed a measurement that cannot be read: ${place}: ${issue?.message}`)
    } else this.#add(parsed.data)
    return true
  }

  /** Samples of one metric may come in several lines; anything else said twice is a fault. */
  #add(m: Measurement) {
    const known = this.#byMetric.get(m.metric)
    if (!known) this.#byMetric.set(m.metric, m)
    else if (known.samples && m.samples && known.unit === m.unit)
      this.#byMetric.set(m.metric, { ...known, samples: [...known.samples, ...m.samples] })
    else this.#faults.push(`measured ${m.metric} twice`)
  }

  get measurements(): Measurement[] {
    return [...this.#byMetric.values()]
  }

  get fault(): string | null {
    return this.#faults[0] ?? null
  }
}

function asMeasurement(line: string): { metric: unknown } | null {
  if (!line.trimStart().startsWith('{')) return null
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null && 'metric' in value ? value : null
  } catch {
    return null
  }
}
