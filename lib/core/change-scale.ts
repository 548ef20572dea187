import { quantile } from './stats'

const NORMAL = { 0.5: 0.6744897501960817, 0.75: 1.1503493803760079, 0.9: 1.6448536269514722 }

/** Absolute differences between the means of neighbouring blocks of `size` points, at every place, in order of size. */
function differences(points: Float64Array, size: number): Float64Array {
  const sums = new Float64Array(points.length + 1)
  for (let i = 0; i < points.length; i++) sums[i + 1] = sums[i]! + points[i]!
  const found = new Float64Array(Math.max(0, points.length - 2 * size + 1))
  for (let i = 0; i < found.length; i++)
    found[i] = Math.abs(sums[i + 2 * size]! - 2 * sums[i + size]! + sums[i]!) / size
  return found.sort()
}

/**
 * Standard deviation of one point from the means of neighbouring blocks: from the median of their differences, which a few level shifts do not
 * move. Larger than the step between points where the series drifts or is autocorrelated. 0 of too few points.
 */
export function fromBlocks(points: Float64Array, size: number): number {
  // One shift alone is in 2·size − 1 of the differences; with fewer it would be most of them.
  if (points.length < 6 * size) return 0
  return (quantile(differences(points, size), 0.5) / (NORMAL[0.5] * Math.SQRT2)) * Math.sqrt(size)
}

/**
 * Standard deviation of one point from the differences of neighbours, median|Δ| / (0.6745·√2). Where most of them are 0, as with counted or
 * rounded values, a higher quantile stands in; 0 when nine in ten are.
 */
export function fromNeighbours(points: Float64Array): number {
  const median = fromBlocks(points, 1)
  if (median > 0) return median
  const sorted = differences(points, 1)
  for (const q of [0.75, 0.9] as const) {
    const found = sorted[Math.floor((sorted.length - 1) * q)]!
    if (found > 0) return found / (NORMAL[q] * Math.SQRT2)
  }
  return 0
}

/** The points with each outlier replaced by the median of its seven neighbours (Hampel's filter). */
export function withoutOutliers(points: Float64Array, step: number): Float64Array {
  return points.map((y, i) => {
    const centre = quantile(points.slice(Math.max(0, i - 3), i + 4).sort(), 0.5)
    return Math.abs(y - centre) > 3 * step ? centre : y
  })
}
