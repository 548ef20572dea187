import type { ReadCtx } from '../projects/context'
import type { OverviewMetric, RunFilter, RunRow, RunView } from './rows'

export type { OverviewMetric, RunFilter, RunMeasurement, RunRow, RunView } from './rows'

declare const a: (ctx: ReadCtx) => Promise<OverviewMetric[]>
declare const b: (ctx: ReadCtx, filter?: RunFilter) => Promise<{ runs: RunRow[]; nextCursor: string | null }>
declare const c: (ctx: ReadCtx, id: string) => Promise<RunView>
export const getOverviewMetrics = a
export const listRuns = b
export const getRun = c
