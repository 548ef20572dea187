import type { Pieces } from './change-pieces'

const valueAt = (pieces: Pieces, i: number, x: number) =>
  pieces.a[i]! * (x - pieces.m[i]!) ** 2 + pieces.c[i]!

/**
 * Makes fewer pieces of many: two neighbours of one segment become the parabola through the ends and the middle joint. In a
 * segment of thousands of points a piece differs from the next by one point's loss, so the error is far below the penalty.
 */
export function thinInto(out: Pieces, pieces: Pieces) {
  out.clear()
  for (let i = 0; i < pieces.count; i++) {
    const next = i + 1
    const [x0, x1, x2] = [
      i > 0 ? pieces.end[i - 1]! : Number.NEGATIVE_INFINITY,
      pieces.end[i]!,
      pieces.end[next]!,
    ]
    if (
      next < pieces.count &&
      pieces.start[i] === pieces.start[next] &&
      Number.isFinite(x0) &&
      Number.isFinite(x2)
    ) {
      const [y0, y1, y2] = [valueAt(pieces, i, x0), valueAt(pieces, i, x1), valueAt(pieces, next, x2)]
      const [left, right] = [(y1 - y0) / (x1 - x0), (y2 - y1) / (x2 - x1)]
      const a = (right - left) / (x2 - x0)
      if (a > 0) {
        const m = (x0 + x1 - left / a) / 2
        out.put(x2, a, m, y1 - a * (x1 - m) ** 2, pieces.start[i]!)
        i++
        continue
      }
    }
    out.put(x1, pieces.a[i]!, pieces.m[i]!, pieces.c[i]!, pieces.start[i]!)
  }
}
