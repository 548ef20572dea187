/** What pages and routes read of runs. */
export { getRun } from './get-run'
export { listRuns, type RunFilter, type RunPage } from './list-runs'
export { getOverviewMetrics } from './overview'
export type { OverviewMetric, RunMeasurement, RunRow, RunView } from './rows'
