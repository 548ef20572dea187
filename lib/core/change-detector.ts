import { type Change, changeOf } from './change-effect'
import { type Noise, noiseOf } from './change-noise'
import { Partition } from './change-partition'
import { type DetectorState, dueAfter, looksBack, WINDOW } from './change-state'
import type { Segment } from './change-trail'

/** One value this many steps of noise away from the level is suspected at once. */
const STRIKING = 5
/** A change that moves by no more points is still the same one. */
const SAME = 5
/** Points between two looks for what may be let go of. */
const SETTLE_EVERY = 64
const EVALUATIONS = 3
const POINTS_BEHIND = 4

const unitOf = (values: readonly number[]) =>
  2 ** Math.floor(Math.log2(values.reduce((most, v) => Math.max(most, Math.abs(v)), 0) || 1))

/** Takes one series point by point. `change-points.ts` is the way in. */
export class Detector {
  private state: DetectorState
  private noise!: Noise
  private partition: Partition | null = null
  /** changes that have settled since this detector was made, oldest first */
  readonly settled: Change[] = []

  constructor(state: DetectorState) {
    this.state = { ...state, stood: state.stood.map(([index, times]) => [index, times]) }
    if (!state.model) return
    const { noise, partition } = state.model
    this.noise = noise
    this.partition = Partition.restore(noise.penalty, noise.reach, partition)
  }

  /** @param window the newest points up to and with this one, where `looksBack` says so; asked for only then */
  push(value: number, window: () => readonly number[]) {
    const back = looksBack(this.state, 1, value)
    const start = this.partition?.start
    this.state.points++
    if (back) this.estimate(window())
    else this.partition?.push(this.scaled(value))
    if (!this.partition) return
    // Whatever lies behind the newest start cannot have changed.
    this.evaluate(back || this.partition.start !== start)
    this.strike(this.scaled(value))
    if (this.state.points % SETTLE_EVERY === 0) this.settle()
  }

  private scaled = (value: number) => (this.state.log ? Math.log(value) : value / this.state.unit)

  /** Estimates the noise anew and parts the window again with it. */
  private estimate(window: readonly number[]) {
    const { state } = this
    const begin = state.points - window.length
    const base = this.partition && begin > 0 ? this.baseFor(begin) : 0
    this.settleThrough(base)
    Object.assign(state, { striking: null, due: dueAfter(state.points) })
    state.log = window.every((v) => v > 0)
    state.unit = unitOf(window)
    const points = Float64Array.from(window, this.scaled)
    this.noise = noiseOf(points, state.points)
    this.partition = new Partition(this.noise.penalty, this.noise.reach, base)
    for (const y of points.subarray(base - begin)) this.partition.push(y)
  }

  /** The last change in the older half of the window, so that none is lost with the points before it; else the window's begin. */
  private baseFor(begin: number): number {
    const old = this.state.stood.map(([index]) => index).filter((i) => i <= begin + WINDOW / 2)
    return Math.max(this.state.base, begin, ...old)
  }

  /** Lets go of changes that no later point can move, so that the state stays small. */
  private settle() {
    const { points } = this.state
    const limit = points - WINDOW / 2
    if (points <= WINDOW || !this.state.stood.some(([index]) => index <= limit)) return
    const before = this.changes()
    const common = this.partition!.settleUpTo(limit)
    if (common !== null) this.settleThrough(common, before)
  }

  private settleThrough(base: number, changes = this.changes()) {
    this.settled.push(...changes.filter((c) => c.index <= base))
    this.state.stood = this.state.stood.filter(([index]) => index > base)
    this.state.base = base
  }

  private evaluate(moved: boolean) {
    const { state } = this
    if (!moved) {
      for (const one of state.stood) if (one[1] < EVALUATIONS) one[1]++
      return
    }
    const left = [...state.stood]
    state.stood = this.partition!.segments()
      .slice(1)
      .map(({ start }) => {
        const near = left.filter(([index]) => Math.abs(index - start) <= SAME)
        const [same] = near.sort(([a], [b]) => Math.abs(a - start) - Math.abs(b - start))
        if (same) left.splice(left.indexOf(same), 1)
        return [start, Math.min(EVALUATIONS, (same?.[1] ?? 0) + 1)]
      })
  }

  private strike(y: number) {
    const { state, noise } = this
    const { level } = this.partition!
    if (!(Math.abs(y - level) > STRIKING * noise.step)) state.striking = null
    else {
      const [start, sum] = state.striking ?? [state.points - 1, 0]
      const goesOn = sum === 0 || sum / (state.points - 1 - start) > level === y > level
      state.striking = goesOn ? [start, sum + y] : [state.points - 1, y]
    }
  }

  /** Changes that are not settled, oldest first. */
  changes(): Change[] {
    const { points, stood, striking } = this.state
    const back = this.state.log ? null : this.state.unit
    if (!this.partition) return []
    const segments = this.partition.segments()
    if (striking && striking[0] > segments.at(-1)!.start)
      segments.push({ start: striking[0], level: striking[1] / (points - striking[0]) })
    return segments.slice(1).map((segment, k): Change => {
      const before: Segment = segments[k]!
      const times = stood.find(([index]) => index === segment.start)?.[1] ?? 0
      const state =
        times >= EVALUATIONS && points - segment.start >= POINTS_BEHIND ? 'confirmed' : 'suspected'
      const end = segments[k + 2]?.start ?? points
      return changeOf([before, segment], end, { noise: this.noise, unit: back, state })
    })
  }

  save(): DetectorState {
    const model = this.partition && { noise: this.noise, partition: this.partition.save() }
    return { ...this.state, stood: this.state.stood.map(([index, times]) => [index, times]), model }
  }
}
