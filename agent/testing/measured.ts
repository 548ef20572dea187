import type { Launch } from '../probes/probe'

/** The samples of one measure; none when there are none. */
export const samplesOf = ({ measurements }: Launch, metric: string) =>
  measurements.find((m) => m.metric === metric)?.samples ?? []

/** The one number of a measure. */
export const numberOf = ({ measurements }: Launch, metric: string) =>
  measurements.find((m) => m.metric === metric)?.value
