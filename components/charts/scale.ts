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
