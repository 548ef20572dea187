import { quantile } from './stats'

const NORMAL = { 0.5: 0.6744897501960817, 0.75: 1.1503493803760079, 0.9: 1.6448536269514722 }

/**
 * Standard deviation from absolute differences of neighbours, each with `factor` of its variance: from their median, which no level shift
 * moves; where most of them are 0, as with counted or rounded values, from a higher quantile. 0 when nine in ten are 0.
 */
function fromDifferences(differences: Float64Array): number {
  const sorted = differences.sort()
  for (const q of [0.5, 0.75, 0.9] as const) {
    const found = quantile(sorted, q)
    if (found > 0) return found / (NORMAL[q] * Math.SQRT2)
  }
  return 0
}

/** The same from the means of neighbouring blocks of `size` points, as the standard deviation of one point. NaN of too few. */
export function fromBlocks(points: Float64Array, size: number): number {
  const count = points.length - 2 * size + 1
  if (count < 2) return Number.NaN
  const sums = new Float64Array(points.length + 1)
  for (let i = 0; i < points.length; i++) sums[i + 1] = sums[i]! + points[i]!
  const differences = new Float64Array(count)
  for (let i = 0; i < count; i++)
    differences[i] = Math.abs(sums[i + 2 * size]! - 2 * sums[i + size]! + sums[i]!) / size
  return fromDifferences(differences) * Math.sqrt(size)
}

/** The points with each outlier replaced by the median of its seven neighbours (Hampel's filter). */
export function withoutOutliers(points: Float64Array, step: number): Float64Array {
  return points.map((y, i) => {
    const centre = quantile(points.slice(Math.max(0, i - 3), i + 4).sort(), 0.5)
    return Math.abs(y - centre) > 3 * step ? centre : y
  })
}
