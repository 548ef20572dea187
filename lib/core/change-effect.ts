import type { Noise } from './change-noise'
import type { Segment } from './change-trail'
import { tQuantile, tTwoSided } from './intervals'

/** A change of level between two neighbouring segments, in the unit of the values. */
export type Change = {
  /** 0-based index of the first point of the new segment */
  index: number
  /** confirmed after it stood in three evaluations with at least four points behind it */
  state: 'suspected' | 'confirmed'
  before: number
  after: number
  /** (after − before) / |before|, so a ratio minus 1; null where `before` is 0 */
  effect: number | null
  /** 95% interval of the effect; null where `before` is 0 */
  low: number | null
  high: number | null
  /** 0 to 1: how sure it is that chance alone would not have made a step like it at any place between its neighbours */
  confidence: number
}

/**
 * What a change amounts to. The interval is Student's t for the difference of two levels whose points have the noise's long-run spread;
 * confidence is 1 − p after Bonferroni's correction for the places where the step might have been.
 *
 * @param unit of the points where they are plain values; null where they are logarithms
 * @param end index after the last point of the new segment
 */
export function changeOf(
  [before, after]: [Segment, Segment],
  end: number,
  { noise, unit, state }: { noise: Noise; unit: number | null; state: Change['state'] },
): Change {
  const counts = [after.start - before.start, end - after.start] as const
  const places = counts[0] + counts[1] - 1
  const freedom = Math.max(1, places - 1)
  const error = noise.spread * Math.sqrt(1 / counts[0] + 1 / counts[1])
  const difference = after.level - before.level
  const half = tQuantile(0.975, freedom) * error
  const value = (level: number) => (unit === null ? Math.exp(level) : level * unit)
  const base = value(before.level)
  // On the log scale from the difference alone: a level near zero would take its digits with it.
  const ratio = (d: number) =>
    unit === null ? Math.expm1(d) : base === 0 ? null : d / Math.abs(before.level)
  return {
    index: after.start,
    state,
    before: base,
    after: value(after.level),
    effect: ratio(difference),
    low: ratio(difference - half),
    high: ratio(difference + half),
    confidence: 1 - Math.min(1, places * tTwoSided(difference / error, freedom)),
  }
}
