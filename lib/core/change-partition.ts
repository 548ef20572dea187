import { Pieces } from './change-pieces'
import { thinInto } from './change-thinning'
import { type Segment, Trail } from './change-trail'

/** More pieces than this are thinned; a series needs so many only after thousands of points without a change. */
const MOST_PIECES = 48
/** Places of the trail at which those that lead nowhere are forgotten. */
const MOST_PLACES = 512

export type PartitionState = {
  /** index of the next point */
  next: number
  best: [start: number, level: number]
  pieces: (number | null)[][]
  /** for each start that may still count: the start of the segment before it, and that segment's level */
  trail: [start: number, before: number, level: number][]
}

/**
 * The best partition of a series into segments of one level each: least total of min((y − θ)², reach²) plus `penalty` for each change.
 * Exact, by optimal partitioning with functional pruning (Maidstone, Hocking, Rigaill and Fearnhead, "On Optimal Multiple Changepoint
 * Algorithms for Large Data", 2017) with the biweight loss, which no outlier can pull along (Fearnhead and Rigaill, "Changepoint Detection in
 * the Presence of Outliers", 2019). One point costs the same after any number of points.
 */
export class Partition {
  private pieces = new Pieces()
  private spare = new Pieces()
  private trail = new Trail()
  private next: number
  /** where the newest segment starts, and its level: what lies behind a start never changes */
  start = 0
  level = 0
  /** what all costs have in common, taken off with the next point */
  private least = 0

  /** @param first index of the first point, so that starts count from the begin of the series */
  constructor(
    readonly penalty: number,
    readonly reach: number,
    first = 0,
    readonly mostPieces = MOST_PIECES,
  ) {
    this.next = first
  }

  push(y: number) {
    const { pieces: old, spare: next, penalty, reach, least } = this
    next.clear()
    const index = this.next++
    if (old.count === 0) next.putWithLoss(y, reach, Number.POSITIVE_INFINITY, 0, 0, 0, index)
    else this.trail.add(index, this.start, this.level)
    const { count, end: ends, a: as, m: ms, c: cs, start: starts } = old
    for (let i = 0; i < count; i++) {
      const end = ends[i]!
      const a = as[i]!
      const m = ms[i]!
      const c = cs[i]! - least
      const start = starts[i]!
      // Beyond the penalty a new segment is cheaper than going on with this one.
      const room = penalty - c
      const far = m - next.at > end - m ? m - next.at : end - m
      if (room <= 0) next.putWithLoss(y, reach, end, 0, 0, penalty, index)
      else if (a === 0 || a * far * far <= room) next.putWithLoss(y, reach, end, a, m, c, start)
      else {
        const half = Math.sqrt(room / a)
        next.putWithLoss(y, reach, Math.min(end, m - half), 0, 0, penalty, index)
        next.putWithLoss(y, reach, Math.min(end, m + half), a, m, c, start)
        next.putWithLoss(y, reach, end, 0, 0, penalty, index)
      }
    }
    this.pieces = next
    this.spare = old
    this.settle()
  }

  /** Finds the least cost, which the next point takes off so that numbers stay small, and keeps the memory small. */
  private settle() {
    const { pieces } = this
    const { count, end, a, m, c } = pieces
    let least = Number.POSITIVE_INFINITY
    let from = Number.NEGATIVE_INFINITY
    let best = 0
    let level = 0
    for (let i = 0; i < count; i++) {
      const to = end[i]!
      const middle = m[i]!
      const at = middle < from ? from : middle > to ? to : middle
      const off = at - middle
      const cost = a[i] === 0 ? c[i]! : a[i]! * off * off + c[i]!
      if (cost < least) {
        least = cost
        best = i
        level = at
      }
      from = to
    }
    this.least = least
    this.start = pieces.start[best]!
    this.level = level
    if (count > this.mostPieces) {
      thinInto(this.spare, pieces)
      this.pieces = this.spare
      this.spare = pieces
    }
    if (this.trail.size > MOST_PLACES) this.trail.keep(this.alive().places)
  }

  private alive(limit = -1) {
    return this.trail.alive(this.pieces.start.subarray(0, this.pieces.count), limit)
  }

  /** Forgets what lies behind the newest start up to `limit` that no later point can take out of the partition, and returns that start. */
  settleUpTo(limit: number): number | null {
    const { places, common } = this.alive(limit)
    if (common !== null) this.trail.keep(places.filter((at) => at > common))
    return common
  }

  /** The segments of the best partition so far, oldest first. */
  segments(): Segment[] {
    return [...this.trail.back(this.start), { start: this.start, level: this.level }]
  }

  save(): PartitionState {
    this.trail.keep(this.alive().places)
    for (let i = 0; i < this.pieces.count; i++) this.pieces.c[i]! -= this.least
    this.least = 0
    return {
      next: this.next,
      best: [this.start, this.level],
      pieces: this.pieces.toRows(),
      trail: this.trail.toRows(),
    }
  }

  static restore(penalty: number, reach: number, state: PartitionState): Partition {
    const partition = new Partition(penalty, reach, state.next)
    partition.pieces = Pieces.fromRows(state.pieces)
    for (const row of state.trail) partition.trail.add(...row)
    ;[partition.start, partition.level] = state.best
    return partition
  }
}
