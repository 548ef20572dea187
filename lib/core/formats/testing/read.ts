import { type Measurement, measurement } from '../../wire'
import type { Format } from '../format'
import { FormatError } from '../format-error'

/** What a parser says of a text that is not of its format: "place: message". */
export function mistake(format: Format, file: unknown): string {
  try {
    format.parse(typeof file === 'string' ? file : JSON.stringify(file))
  } catch (error) {
    if (error instanceof FormatError) return `${error.place}: ${error.message}`
    throw error
  }
  return 'read'
}

/** The measurements of a file, each fit for the wire and each metric once. */
export function read(format: Format, file: unknown): Measurement[] {
  const { measurements } = format.parse(typeof file === 'string' ? file : JSON.stringify(file))
  for (const m of measurements) measurement.parse(m)
  const names = measurements.map((m) => m.metric)
  if (new Set(names).size < names.length) throw new Error(`one metric twice among ${names.join(', ')}`)
  return measurements
}
