import { convert } from '../core/units'
import type { Measurement } from '../core/wire'
import { sql } from '../db/sql'
import { readMeasurementsOf } from './read-body'

const MOST_SHOWN = 2_000

/** Evenly spread over the samples in the order in which they were taken. */
const some = (samples: number[]) =>
  samples.length <= MOST_SHOWN
    ? samples
    : Array.from({ length: MOST_SHOWN }, (_, i) => samples[Math.floor((i * samples.length) / MOST_SHOWN)]!)

/** Samples live in the body alone, so it is parsed again, by the parser of its format, when somebody looks. */
export async function readSamples({ projectId, id }: { projectId: string; id: string }) {
  const [row] = await sql<{ bytes: Uint8Array; format: string }[]>`
    select b.bytes, r.format from run_bodies b join runs r on r.project_id = b.project_id and r.id = b.run_id
    where b.project_id = ${projectId} and b.run_id = ${id}`
  const measurements: Measurement[] = row ? readMeasurementsOf(row.bytes, row.format) : []
  const byMetric = new Map(measurements.map((m) => [m.metric, m]))
  return (metric: string, unit: string | null): number[] | null => {
    const m = byMetric.get(metric)
    if (!m?.samples) return null
    const from = m.unit
    const shown = some(m.samples)
    return from === undefined || unit === null || from === unit
      ? shown
      : shown.map((v) => convert(v, from, unit))
  }
}
