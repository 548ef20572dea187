/**
 * A function of the level θ in pieces, left to right: a·(θ − m)² + c up to and with `end`, each with the segment that gives this cost.
 * Four numbers instead of aθ² + bθ + c, because those lose all digits where a level lies far from zero and its spread does not.
 */
export class Pieces {
  count = 0
  end = new Float64Array(64)
  a = new Float64Array(64)
  m = new Float64Array(64)
  c = new Float64Array(64)
  /** index of the first point of the segment */
  start = new Float64Array(64)
  /** Where the last piece ends; the next one begins there. */
  at = Number.NEGATIVE_INFINITY

  clear() {
    this.count = 0
    this.at = Number.NEGATIVE_INFINITY
  }

  private grow() {
    for (const key of ['end', 'a', 'm', 'c', 'start'] as const) {
      const larger = new Float64Array(2 * this[key].length)
      larger.set(this[key])
      this[key] = larger
    }
  }

  /** Appends a piece up to `end`; nothing when it would be empty, and the last one longer when it is the same function. */
  put(end: number, a: number, m: number, c: number, start: number) {
    if (!(end > this.at)) return
    this.at = end
    const i = this.count
    const last = i - 1
    if (
      last >= 0 &&
      this.start[last] === start &&
      this.a[last] === a &&
      this.c[last] === c &&
      (a === 0 || this.m[last] === m)
    ) {
      this.end[last] = end
      return
    }
    if (i === this.end.length) this.grow()
    this.end[i] = end
    this.a[i] = a
    this.m[i] = m
    this.c[i] = c
    this.start[i] = start
    this.count = i + 1
  }

  /** Appends a piece with the loss of y added: the square within reach of y, a constant beyond. */
  putWithLoss(y: number, reach: number, end: number, a: number, m: number, c: number, start: number) {
    if (!(end > this.at)) return
    const low = y - reach
    const high = y + reach
    const far = c + reach * reach
    if (this.at < low) {
      this.put(end < low ? end : low, a, m, far, start)
      if (end <= low) return
    }
    if (this.at < high) {
      const more = a + 1
      const off = y - m
      this.put(end < high ? end : high, more, m + off / more, c + (a / more) * off * off, start)
      if (end <= high) return
    }
    this.put(end, a, m, far, start)
  }

  /** As rows of [end, a, m, c, start], the last without its endless end. */
  toRows(): (number | null)[][] {
    return Array.from({ length: this.count }, (_, i) => [
      i < this.count - 1 ? this.end[i]! : null,
      this.a[i]!,
      this.m[i]!,
      this.c[i]!,
      this.start[i]!,
    ])
  }

  static fromRows(rows: readonly (readonly (number | null)[])[]): Pieces {
    const pieces = new Pieces()
    for (const [end, a, m, c, start] of rows) pieces.put(end ?? Number.POSITIVE_INFINITY, a!, m!, c!, start!)
    return pieces
  }
}
