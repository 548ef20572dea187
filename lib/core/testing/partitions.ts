/** The biweight cost of one segment at its best level, by trying each set of points that can lie within reach of one level. */
function segmentCost(points: readonly number[], reach: number): number {
  const edges = points.flatMap((y) => [y - reach, y + reach]).sort((a, b) => a - b)
  let best = points.length * reach ** 2
  for (let k = 0; k + 1 < edges.length; k++) {
    const middle = (edges[k]! + edges[k + 1]!) / 2
    const inside = points.filter((y) => Math.abs(y - middle) <= reach)
    if (inside.length === 0) continue
    const level = inside.reduce((sum, y) => sum + y, 0) / inside.length
    const cost = points.reduce((sum, y) => sum + Math.min((y - level) ** 2, reach ** 2), 0)
    best = Math.min(best, cost)
  }
  return best
}

/** Total cost of a partition with these starts: what optimal partitioning makes least. */
export const costOf = (
  points: readonly number[],
  starts: readonly number[],
  penalty: number,
  reach: number,
) =>
  starts.reduce(
    (sum, start, k) => sum + segmentCost(points.slice(start, starts[k + 1]), reach) + (k > 0 ? penalty : 0),
    0,
  )

/** The least cost of any partition, by Jackson's O(n²) recursion over all last starts. */
export function leastCost(points: readonly number[], penalty: number, reach: number): number {
  const best = [-penalty]
  for (let end = 1; end <= points.length; end++)
    best.push(
      Math.min(
        ...best
          .slice(0, end)
          .map((cost, start) => cost + penalty + segmentCost(points.slice(start, end), reach)),
      ),
    )
  return best[points.length]!
}
