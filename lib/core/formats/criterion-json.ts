import { canonicalUnit } from '../units'
import { FormatError } from './format-error'
import { isRecord } from './json'
import type { Found } from './measured'
import { jsonLines } from './text-lines'

const isNumbers = (v: unknown): v is number[] => Array.isArray(v) && v.every((x) => typeof x === 'number')

/** `estimates.json` or `sample.json` of target/criterion, which do not say whose they are. */
const isNameless = (json: unknown): boolean =>
  isRecord(json) &&
  (('median_abs_dev' in json && isRecord(json.mean) && 'point_estimate' in json.mean) ||
    ('sampling_mode' in json && isNumbers(json.iters) && isNumbers(json.times)))

/** Whether a text is of Criterion, and in JSON: messages of `cargo criterion`, or a file it keeps. */
export const isCriterionFile = (text: string, json: unknown): boolean =>
  isNameless(json) ||
  text
    .slice(0, 1_000_000)
    .split('\n')
    .some((line) => /^\s*\{ *"reason": *"(?:benchmark|group)-complete"/.test(line))

export function refuseNameless(json: unknown) {
  if (isNameless(json))
    throw new FormatError(
      'does not name its benchmark: its directory does; send what cargo bench prints, or cargo criterion --message-format=json',
      'the document',
    )
}

/** Each measured value is of many iterations; a sample is the time of one. Without them, the estimate with its interval. */
function reading(event: Record<string, unknown>): Found['is'] {
  const { iteration_count: counts, measured_values: values, typical } = event
  const unit = typeof event.unit === 'string' ? event.unit : 'ns'
  if (isNumbers(counts) && isNumbers(values) && counts.length === values.length && counts.length > 0)
    return { unit: canonicalUnit(unit), samples: values.map((v, i) => v / counts[i]!) }
  if (!isRecord(typical) || typeof typical.estimate !== 'number')
    return { error: 'the message gives no measured values' }
  return {
    unit: canonicalUnit(typeof typical.unit === 'string' ? typical.unit : unit),
    value: typical.estimate,
    low: Number(typical.lower_bound ?? Number.NaN),
    high: Number(typical.upper_bound ?? Number.NaN),
  }
}

/** The `benchmark-complete` messages of `cargo criterion --message-format=json`, one a line. */
export function readCriterionMessages(lines: readonly string[]): Found[] {
  return jsonLines(lines).flatMap((event, i) => {
    if (event === null && /^\s*\{"/.test(lines[i]!))
      throw new FormatError('is not JSON here', `line ${i + 1}`)
    return isRecord(event) && event.reason === 'benchmark-complete'
      ? [{ name: String(event.id), is: reading(event) }]
      : []
  })
}
