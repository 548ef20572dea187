import { parseFormat } from '../core/formats/formats'
import { type Measurement, runUpload } from '../core/wire'

/** The measurements of a stored body; none when the parser of today no longer takes it. */
export function readMeasurementsOf(bytes: Uint8Array, format: string): Measurement[] {
  try {
    const text = new TextDecoder().decode(bytes)
    return format === 'phasegate'
      ? runUpload.parse(JSON.parse(text)).measurements
      : parseFormat(format, text).measurements
  } catch {
    return []
  }
}
