import { convert } from '../core/units'
import { judgeRun } from '../core/verdict'
import type { Measurement, Verdict } from '../core/wire'
import { AppError, type FieldError } from '../errors'
import { definitionOf, type MetricRow } from '../metrics/definitions'
import type { BaselineValue } from './baselines'
import type { HistoryPoint } from './history'
import type { NewMeasurement } from './insert-run'

/** So many earlier runs say whether a level is back. */
const RECENT = 5

type Input = {
  measurement: Measurement
  launches?: readonly number[]
  metric: MetricRow
  seriesId: string
  history: HistoryPoint[]
  baseline: BaselineValue[] | undefined
}

const between = (from: string | null, to: string | null) => (value: number | null) =>
  value === null || from === null || to === null || from === to ? value : convert(value, from, to)

/** Verdicts of a whole upload, and its rows: verdicts speak in the metric's present unit, rows in the unit stored for good. */
export function judgeUpload(inputs: Input[]): {
  measurements: NewMeasurement[]
  verdicts: Verdict[]
  grade: string | null
} {
  const { summaries, grade, ...judged } = judgeRun(
    inputs.map(({ measurement, launches, metric, history, baseline }) => {
      const shown = between(metric.storedUnit, metric.unit)
      return {
        definition: definitionOf(metric),
        measurement,
        launches,
        history: history.map((h) => ({ ...h, value: shown(h.value) })),
        ...(baseline && { baseline: baseline.map((b) => ({ ...b, value: shown(b.value) })) }),
      }
    }),
  )
  const verdicts = judged.verdicts.map(sayable)
  const measurements = inputs.map(({ metric, seriesId, history }, i): NewMeasurement => {
    const verdict = verdicts[i]!
    const summary = summaries[i]!
    const stored = between(metric.unit, metric.storedUnit)
    const number = summary.kind === 'number' ? summary : null
    return {
      seriesId,
      value: stored(number?.value ?? null),
      low: stored(number ? verdict.low : null),
      high: stored(number ? verdict.high : null),
      stateRank: summary.kind === 'state' ? summary.rank : null,
      state: summary.kind === 'state' ? summary.state : null,
      error: summary.kind === 'error' ? summary.error : null,
      samples: number?.n ?? 0,
      quantiles: (number?.quantiles ?? []).map((q) => stored(q)!),
      targetVersion: metric.version,
      verdict,
      level: stored(verdict.baseline?.value ?? null),
      recent: history.slice(0, RECENT).flatMap((h) => (h.value === null ? [] : [h.value])),
    }
  })
  refuseOverflow(measurements)
  return { measurements, verdicts, grade }
}

const finite = (n: number | null) => (n !== null && Number.isFinite(n) ? n : null)

/** Against extreme earlier values an interval or an effect may have no finite end; that is no reason to refuse a run, so it stays unsaid. */
const sayable = (v: Verdict): Verdict => ({
  ...v,
  low: finite(v.low),
  high: finite(v.high),
  effect: finite(v.effect),
  ...(v.sees !== undefined && { sees: finite(v.sees) }),
  baseline: v.baseline && { ...v.baseline, value: finite(v.baseline.value) },
})

/** Finite samples may still have a sum, a square or a value in a smaller unit that is not. */
function refuseOverflow(measurements: NewMeasurement[]) {
  const errors: FieldError[] = []
  measurements.forEach(({ value, low, high, quantiles, verdict }, i) => {
    const numbers = [value, low, high, verdict.value, ...quantiles]
    if (numbers.some((n) => n !== null && !Number.isFinite(n)))
      errors.push({ path: `measurements[${i}]`, message: 'has numbers too large to calculate with' })
  })
  if (errors.length)
    throw new AppError(
      'bad_request',
      `The body is not as expected: ${errors[0]!.path} ${errors[0]!.message}.`,
      errors.slice(0, 20),
    )
}
