/** One segment of the best partition: index of its first point, and its level on the scale of the points. */
export type Segment = { start: number; level: number }

/** For each place where a segment may start: where the one before it starts, and that one's level. Ascending, and in flat memory. */
export class Trail {
  private count = 0
  private at = new Float64Array(256)
  private before = new Float64Array(256)
  private level = new Float64Array(256)

  get size(): number {
    return this.count
  }

  /** Appends a place to the right of all others. */
  add(at: number, before: number, level: number) {
    if (this.count === this.at.length)
      for (const key of ['at', 'before', 'level'] as const) {
        const larger = new Float64Array(2 * this.count)
        larger.set(this[key])
        this[key] = larger
      }
    this.at[this.count] = at
    this.before[this.count] = before
    this.level[this.count++] = level
  }

  private find(at: number): Segment | null {
    let [low, high] = [0, this.count]
    while (low < high) {
      const middle = (low + high) >> 1
      if (this.at[middle]! < at) low = middle + 1
      else high = middle
    }
    if (low === this.count || this.at[low] !== at) return null
    return { start: this.before[low]!, level: this.level[low]! }
  }

  /** The segments before the one that starts here, oldest first. */
  back(start: number): Segment[] {
    const found: Segment[] = []
    for (let at = this.find(start); at; at = this.find(at.start)) found.push(at)
    return found.reverse()
  }

  /** All places that these lead back to, newest first, and the newest one up to `limit` to which all do; null where none is. */
  alive(from: Iterable<number>, limit: number): { places: number[]; common: number | null } {
    const open = new Set(from)
    const places: number[] = []
    let common: number | null = null
    while (open.size > 0) {
      const newest = Math.max(...open)
      if (open.size === 1 && newest <= limit && common === null) common = newest
      open.delete(newest)
      places.push(newest)
      const back = this.find(newest)
      if (back) open.add(back.start)
    }
    return { places, common }
  }

  /** Forgets all places but these. */
  keep(places: readonly number[]) {
    const kept = new Set(places)
    const all = this.toRows()
    this.count = 0
    for (const [at, before, level] of all) if (kept.has(at)) this.add(at, before, level)
  }

  toRows(): [at: number, before: number, level: number][] {
    return Array.from({ length: this.count }, (_, i) => [this.at[i]!, this.before[i]!, this.level[i]!])
  }
}
