import { Partition } from './change-partition'
import { fromBlocks, fromNeighbours, withoutOutliers } from './change-scale'

/** What the detector takes for noise, on the scale of the points. */
export type Noise = {
  /** typical size of what changes from one point to the next, as a standard deviation */
  step: number
  /** long-run standard deviation of one point, with drift and autocorrelation in it: what a level is measured against */
  spread: number
  /** what one more change must save */
  penalty: number
  /** deviations beyond count no more than this */
  reach: number
}

/**
 * The settings. They come from simulated noise of 23 kinds, real CI noise and TCPD together, and the optimum is flat: REACH 1.75 to 2.25 with PENALTY
 * 2 to 2.5 differ by about two points of F1. A larger penalty trades recall for quiet.
 */
const REACH = 2.15
/** Reach grows with the long-run spread to this power: noise that wanders would otherwise look like outliers, and a step be seen late. */
const WIDENING = 0.3
const PENALTY = 2.5
const FIRST_PENALTY = 2.2
/** A spread known from so many points alone may be twice as large: half of the false alarms came before the sixteenth point. */
const FEW = 8
/** How often a chance run of outliers at one place may look like a level, for each series. */
const CLUMP_RISK = 0.005
/** Block means this much more variable than residuals are drift, which a partition cannot tell from steps; less may be chance. */
const DRIFT_RATIO = 1.2
/** Steps smaller than this, relative to the value, are noise of floating point. */
const TINY = 1e-9

/** Distances from the levels of a partition. */
function residualsOf(
  points: Float64Array,
  penalty: number,
  reach: number,
): { residuals: Float64Array; segments: number } {
  const partition = new Partition(penalty, reach)
  for (const y of points) partition.push(y)
  const segments = partition.segments()
  const residuals = new Float64Array(points.length)
  segments.forEach(({ start, level }, k) => {
    const end = segments[k + 1]?.start ?? points.length
    for (let i = start; i < end; i++) residuals[i] = points[i]! - level
  })
  return { residuals, segments: segments.length }
}

/** Largest share of all residuals that lie beyond reach and within two of it from each other. */
function clumpOf(residuals: Float64Array, reach: number): number {
  const out = residuals.filter((r) => Math.abs(r) > reach).sort()
  let most = 0
  for (let i = 0, from = 0; i < out.length; i++) {
    while (out[i]! - out[from]! > 2 * reach) from++
    most = Math.max(most, i - from + 1)
  }
  return most / residuals.length
}

/**
 * Long-run variance that decides what a split saves by chance. For a loss with derivative ψ it is the long-run variance of ψ over the square of
 * its slope, times the slope (Huber, "Robust Statistics", section 3.2); autocorrelation enters as that of an AR(1), with the bias that estimated
 * levels bring into it taken out.
 */
function longRunVariance(residuals: Float64Array, segments: number, step: number, reach: number): number {
  const n = residuals.length
  const psi = (r: number) => (Math.abs(r) < reach ? r : 0)
  const near = 0.4 * step
  let [variance, lagged, slope] = [0, 0, 0]
  for (let i = 0; i < n; i++) {
    variance += psi(residuals[i]!) ** 2
    if (i > 0) lagged += psi(residuals[i]!) * psi(residuals[i - 1]!)
    slope += (psi(residuals[i]! + near) - psi(residuals[i]! - near)) / (2 * near)
  }
  if (variance === 0) return 0
  const raw = (lagged / variance) * (1 - segments / n)
  const correlation = Math.min(0.9, Math.max(0, raw + ((1 + 3 * Math.max(0, raw)) * segments) / n))
  const inflated = (variance / Math.max(1, n - segments)) * ((1 + correlation) / (1 - correlation))
  return inflated / Math.max(0.2, slope / n)
}

/**
 * Noise of points on one scale, level shifts left out of it. A first, careful partition with the block-mean inflation of the differences gives
 * residuals; these give the long-run variance, and the penalty is that times ln `total`, but never less than what a run of outliers at
 * one place may save by chance.
 *
 * @param total points of the whole series, of which `points` are the newest
 */
export function noiseOf(points: Float64Array, total: number): Noise {
  const step = Math.max(fromNeighbours(points), TINY)
  const narrow = REACH * step
  const depth = Math.log(total)
  const rough = Math.max(step, ...[2, 3, 4].map((size) => fromBlocks(points, size)))
  const { residuals, segments } = residualsOf(points, FIRST_PENALTY * rough ** 2 * depth, narrow)
  const drift = fromBlocks(withoutOutliers(points, step), 2) ** 2
  const longRun = Math.max(step ** 2, longRunVariance(residuals, segments, step, narrow))
  const variance = drift > DRIFT_RATIO * longRun ? drift : longRun
  const reach = narrow * (longRun / step ** 2) ** (WIDENING / 2)
  const clump = Math.max(0.05, clumpOf(residuals, reach))
  const run = Math.log(total / CLUMP_RISK) / Math.log(1 / clump)
  return {
    step,
    spread: Math.sqrt(variance),
    penalty: Math.max(PENALTY * (1 + FEW / total) * variance * depth, (reach ** 2 / 2) * run),
    reach,
  }
}
