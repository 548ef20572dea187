import type { Noise } from './change-noise'
import type { PartitionState } from './change-partition'

/** With fewer points nothing is a change. */
const LEAST_POINTS = 8
/** Noise is estimated from so many newest points; what lies further back is settled. */
export const WINDOW = 512

/** All that is kept of a series: plain JSON of a few kilobytes, however long the series is. */
export type DetectorState = {
  /** points seen */
  points: number
  /** whether ratios are compared, because all points of the window were positive */
  log: boolean
  /** else values are compared in this unit, a power of two near the largest, so that squares neither overflow nor vanish */
  unit: number
  /** number of points at which the noise is next estimated */
  due: number
  /** changes at or before this index are settled: no later point moves them */
  base: number
  /** changes after it, with the number of evaluations in which each stood, 3 at most */
  stood: [index: number, evaluations: number][]
  /** newest values far from the level, all on one side: where they begin, and their sum */
  striking: [start: number, sum: number] | null
  /** null before the eighth point */
  model: { noise: Noise; partition: PartitionState } | null
}

/** When the noise is estimated again: ever more seldom, so that it costs a point the same in the long run. */
export const dueAfter = (points: number) => points + Math.max(1, points < WINDOW ? points >> 3 : points >> 2)

/** The state of a series without points. */
export const noPoints = (): DetectorState => ({
  points: 0,
  log: false,
  unit: 1,
  due: LEAST_POINTS,
  base: 0,
  stood: [],
  striking: null,
  model: null,
})

/** Whether the point `ahead` of the state makes the detector look back over the window. */
export const looksBack = (state: DetectorState, ahead: number, value: number): boolean =>
  state.points + ahead >= state.due || (state.log && value <= 0)

/**
 * How many points before `values` must be at hand to take them in: 0 for most, up to 511 where the noise is due to be estimated again.
 */
export function pointsNeeded(state: DetectorState, values: readonly number[]): number {
  const at = values.findIndex((v, i) => looksBack(state, i + 1, v))
  return at < 0 ? 0 : Math.max(0, Math.min(state.points + at + 1, WINDOW) - (at + 1))
}
