import { Detector } from './change-detector'
import type { Change } from './change-effect'
import { type DetectorState, noPoints, pointsNeeded, WINDOW } from './change-state'

function requireFinite(values: readonly number[]) {
  const at = values.findIndex((v) => !Number.isFinite(v))
  if (at >= 0) throw new RangeError(`value ${at} is ${values[at]}; a series has finite numbers alone`)
}

/** What a series looks like after more points. */
export type Detected = {
  state: DetectorState
  /** changes that these points have settled: write them down, the state forgets them */
  settled: Change[]
  /** all changes after `state.base`, oldest first: they take the place of those found there before */
  changes: Change[]
}

/**
 * Takes points into a series, in time that does not grow with its length. It comes to the same whether points come one by one or all at
 * once, so a point that comes late is the whole series taken in anew.
 *
 * @param values the new points, oldest first
 * @param before at least the newest `pointsNeeded(state, values)` points before them
 * @throws RangeError for what is no finite number, named with its place, and for too few points before
 */
export function takePoints(
  state: DetectorState,
  values: readonly number[],
  before: readonly number[],
): Detected {
  requireFinite(values)
  requireFinite(before)
  const needed = pointsNeeded(state, values)
  if (before.length < needed) throw new RangeError(`${needed} points before are needed, not ${before.length}`)
  const detector = new Detector(state)
  // `slice` with -0 would be all of them.
  const all = needed > 0 ? [...before.slice(-needed), ...values] : values
  const offset = all.length - values.length
  values.forEach((value, i) => {
    const end = offset + i + 1
    detector.push(value, () => all.slice(Math.max(0, end - WINDOW), end))
  })
  return { state: detector.save(), settled: detector.settled, changes: detector.changes() }
}

/** The confirmed changes of a whole series, oldest first. */
export function detectChanges(values: readonly number[]): Change[] {
  const { settled, changes } = takePoints(noPoints(), values, [])
  return [...settled, ...changes].filter((c) => c.state === 'confirmed')
}
