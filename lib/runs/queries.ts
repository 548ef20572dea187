/** What pages and routes read of runs. */
export { type CompareChoices, listCompareChoices } from './compare-choices'
export { type ComparedMetric, type ComparedSide, compareRuns, type RunComparison } from './compare-runs'
export { parseSide, type Side } from './compare-side'
export { getRun } from './get-run'
export { listRuns, type RunFilter, type RunPage } from './list-runs'
export { getOverviewMetrics } from './overview'
export type { OverviewMetric, RunMeasurement, RunRow, RunView } from './rows'
