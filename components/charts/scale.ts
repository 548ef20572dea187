export type Domain = [from: number, to: number]

/** Maps `domain` onto `range`; values outside are held at its ends. */
export function scale([a, b]: Domain, [from, to]: Domain): (value: number) => number {
  const span = b - a || 1
  return (value) => from + Math.min(1, Math.max(0, (value - a) / span)) * (to - from)
}

type Ruled = {
  value: number
  low: number | null
  high: number | null
  target: number | null
  acceptance: number | null
}

/**
 * The axis a value and its limits share: from zero, past the limits, and as far as the interval reaches unless that is
 * so far out that the limits would no longer be told apart; then the value lies beyond the end.
 */
export function limitDomain({ value, low, high, target, acceptance }: Ruled): Domain {
  const limits = [target, acceptance].filter((limit) => limit !== null)
  const reach = Math.max(value, high ?? value)
  const least = Math.min(0, value, low ?? value, ...limits)
  if (limits.length === 0) return [least * 1.1, reach > 0 ? reach * 1.25 : 1]
  const farthest = Math.max(...limits)
  const beyond = farthest > 0 ? Math.min(reach * 1.05, farthest * 3) : reach
  return [least * 1.1, Math.max(farthest > 0 ? farthest * 1.25 : 1, beyond)]
}

/** Counts of `sorted` in equal bins over `domain`, ends included. */
export function histogram(sorted: number[], [from, to]: Domain, bins: number): number[] {
  const counts = new Array<number>(bins).fill(0)
  const width = (to - from) / bins || 1
  for (const sample of sorted) {
    const bin = Math.min(bins - 1, Math.max(0, Math.floor((sample - from) / width)))
    counts[bin] = counts[bin]! + 1
  }
  return counts
}

/** Round numbers within `domain`, about `count` of them: 1, 2 or 5 times a power of ten apart. */
export function niceTicks([from, to]: Domain, count: number): number[] {
  const rough = (to - from) / Math.max(1, count)
  if (!(rough > 0)) return [from]
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = power * ([1, 2, 5].find((s) => s * power >= rough) ?? 10)
  const first = Math.ceil(from / step - 1e-9)
  const last = Math.floor(to / step + 1e-9)
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

/** How many earlier dots fall into the same of `bins` equal bins, by index: dots that would hide each other are stacked. */
export function stackHeights(values: readonly number[], [from, to]: Domain, bins: number): number[] {
  const counts = new Map<number, number>()
  return values.map((value) => {
    const bin = Math.min(bins - 1, Math.floor(((value - from) / (to - from || 1)) * bins))
    const height = counts.get(bin) ?? 0
    counts.set(bin, height + 1)
    return height
  })
}
