import type { Interval } from './intervals'
import { quantile } from './stats'

export type Point = { x: number; y: number }

/** Below this many points with different x no 95% interval of a slope has two ends. */
export const LEAST_POINTS = 6
/** 97.5% point of the standard normal distribution. */
const Z = 1.959963984540054

/** Slopes of all pairs whose x differ, ascending. */
function pairSlopes(points: readonly Point[]): Float64Array {
  const slopes: number[] = []
  for (let i = 0; i < points.length; i++)
    for (let j = i + 1; j < points.length; j++) {
      const run = points[j]!.x - points[i]!.x
      if (run !== 0) slopes.push((points[j]!.y - points[i]!.y) / run)
    }
  return Float64Array.from(slopes).sort()
}

/**
 * Slope of a line through points, in units of y for one of x: the median over all pairs, which a few wild points do not move
 * (H. Theil, "A rank-invariant method of linear and polynomial regression analysis", 1950; P. K. Sen, "Estimates of the regression
 * coefficient based on Kendall's tau", JASA 63, 1968, p. 1379). NaN when no two x differ. Takes time and space of n²: for thousands of
 * points, not for more.
 */
export const theilSen = (points: readonly Point[]): number => quantile(pairSlopes(points), 0.5)

/** Variance of Kendall's S under no slope, corrected for points that share an x (Sen 1968, eq. 2.6). */
function kendallVariance(points: readonly Point[]): number {
  const term = (n: number) => n * (n - 1) * (2 * n + 5)
  const shared = new Map<number, number>()
  for (const { x } of points) shared.set(x, (shared.get(x) ?? 0) + 1)
  return (term(points.length) - [...shared.values()].reduce((sum, n) => sum + term(n), 0)) / 18
}

/**
 * The slope with its distribution-free 95% interval from the ranks of the pair slopes (Sen 1968, section 6; Hollander, Wolfe and
 * Chicken, "Nonparametric Statistical Methods", 3rd ed., section 9.3, with the normal approximation). An end is null where so few points
 * cannot bound it: below LEAST_POINTS, both. It holds for noise that does not depend on the noise before.
 */
export function slopeInterval(points: readonly Point[]): { value: number } & Interval {
  const slopes = pairSlopes(points)
  const half = Z * Math.sqrt(kendallVariance(points))
  const rank = Math.floor((slopes.length - half) / 2)
  return {
    value: quantile(slopes, 0.5),
    low: slopes[rank - 1] ?? null,
    high: rank < 1 ? null : (slopes[slopes.length - rank] ?? null),
  }
}
