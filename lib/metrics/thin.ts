/**
 * At most `most` of the points, in their order, with the extremes kept: time is cut into equal counts, and of each the lowest and
 * the highest stay, so that no outlier disappears from a chart. First and last point always stay.
 */
export function thin<P extends { value: number }>(points: readonly P[], most: number): P[] {
  if (points.length <= most) return [...points]
  if (most < 1) return []
  if (most < 4) return most < 2 ? points.slice(-1) : [points[0]!, points.at(-1)!]
  const buckets = Math.floor((most - 2) / 2)
  const inner = points.length - 2
  const kept = [points[0]!]
  for (let b = 0; b < buckets; b++) {
    const from = 1 + Math.floor((b * inner) / buckets)
    const to = 1 + Math.floor(((b + 1) * inner) / buckets)
    let low = from
    let high = from
    for (let i = from + 1; i < to; i++) {
      if (points[i]!.value < points[low]!.value) low = i
      if (points[i]!.value > points[high]!.value) high = i
    }
    kept.push(points[Math.min(low, high)]!)
    if (low !== high) kept.push(points[Math.max(low, high)]!)
  }
  kept.push(points.at(-1)!)
  return kept
}
