import type { MetricDefinition } from '../core/metric'
import type { Goal } from '../core/wire'
import type { ReadCtx } from '../projects/context'

export type SeriesPoint = {
  /** start of the run, milliseconds since 1970 */
  t: number
  /** in the metric's unit; for a metric of states, the rank of the state (0 is best) */
  value: number
  low: number | null
  high: number | null
  runId: string
  commit: string
  simulated: boolean
  goal: Goal
}
export type SeriesLine = {
  seriesId: string
  branch: string
  environment: { name: string; classHash: string }
  /** every point of it is simulated */
  simulated: boolean
  points: SeriesPoint[]
}
export type Series = {
  metric: MetricDefinition
  lines: SeriesLine[]
  targets: { version: number; from: number; target: number | null; acceptance: number | null }[]
  /** how many points there are before thinning */
  total: number
}
export type SeriesFilter = {
  metric: string
  branch?: string
  environment?: string
  from?: Date
  to?: Date
  points?: number
}
declare const later: (ctx: ReadCtx, filter: SeriesFilter) => Promise<Series>
export const getSeries = later
