export type Point = { x: number; y: number }
export type Slope = { value: number; low: number; high: number }

/** Median of all pairwise slopes: H. Theil 1950; P. K. Sen, JASA 63 (1968) 1379. NaN when no two x differ. */
export function theilSen(points: Point[]): number {
  const slopes: number[] = []
  for (let i = 0; i < points.length; i++)
    for (let j = i + 1; j < points.length; j++) {
      const run = points[j]!.x - points[i]!.x
      if (run !== 0) slopes.push((points[j]!.y - points[i]!.y) / run)
    }
  return median(slopes)
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/**
 * The slope with a 95% percentile interval: points are drawn with replacement (Efron & Tibshirani, An Introduction to
 * the Bootstrap, 1993, §13.3). The same points give the same interval. Throws RangeError below three points.
 */
export function slopeInterval(points: Point[], replicates = 1_000): Slope {
  if (points.length < 3) throw new RangeError('a slope needs at least three points')
  const random = mulberry32(points.length)
  const drawn: number[] = []
  while (drawn.length < replicates) {
    const slope = theilSen(points.map(() => points[Math.floor(random() * points.length)]!))
    if (Number.isFinite(slope)) drawn.push(slope)
  }
  drawn.sort((a, b) => a - b)
  const value = theilSen(points)
  const at = (q: number) => drawn[Math.round(q * (replicates - 1))]!
  return { value, low: Math.min(value, at(0.025)), high: Math.max(value, at(0.975)) }
}

/** Uniform numbers in [0, 1) from a seed: mulberry32 by T. Ettinger (public domain). */
export function mulberry32(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
