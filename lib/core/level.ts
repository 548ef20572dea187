import { type Interval, LEAST_HISTORY, tQuantile } from './intervals'
import { ascending, deviation, mean } from './stats'

/** Fewer runs of a build say less of their own spread than eight earlier runs do: t is 12.7 for two of them and 4.3 for three. */
export const LEAST_BUILD = 4

/** Ratios are compared on the log scale; where a value is zero or negative, differences are. */
export type Scale = { to: (v: number) => number; from: (v: number) => number; log: boolean }
export const scaleFor = (values: readonly number[]): Scale =>
  values.every((v) => v > 0)
    ? { to: Math.log, from: Math.exp, log: true }
    : { to: (v) => v, from: (v) => v, log: false }

/** Whether values are equal but for the noise of floating point. */
export const agree = (values: readonly number[]): boolean => {
  const sorted = ascending(values)
  const [least, most] = [sorted[0]!, sorted[sorted.length - 1]!]
  return most - least <= 1e-12 * Math.max(Math.abs(least), Math.abs(most))
}

/** Mean and standard deviation of values on a scale; values that agree have no deviation. */
export function momentsOf(values: readonly number[], scale: Scale): { centre: number; deviation: number } {
  const scaled = values.map(scale.to)
  return { centre: mean(scaled), deviation: agree(values) ? 0 : deviation(scaled) }
}

/** How well the level of a build is known: its runs on a scale, their spread, and how many earlier runs lent theirs. */
export type Level = {
  scale: Scale
  centre: number
  spread: number
  runs: number
  earlier: number
  first: number
}

const borrows = (runs: number, earlier: number) => runs < LEAST_BUILD && earlier >= LEAST_HISTORY

/**
 * The level of a build from the values of its runs. While it has fewer than four, the spread is pooled with that of at least eight
 * earlier runs: for one run this is the spread of those alone. Null when one run has nothing to borrow from.
 */
export function levelOf(build: readonly number[], earlier: readonly number[]): Level | null {
  const lent = borrows(build.length, earlier.length) ? earlier : []
  if (build.length < 2 && lent.length === 0) return null
  const scale = scaleFor([...build, ...lent])
  const squares = (values: readonly number[]) => (values.length - 1) * momentsOf(values, scale).deviation ** 2
  const freedom = build.length - 1 + Math.max(0, lent.length - 1)
  const spread = Math.sqrt((squares(build) + (lent.length ? squares(lent) : 0)) / freedom)
  const { centre } = momentsOf(build, scale)
  return { scale, centre, spread, runs: build.length, earlier: lent.length, first: build[0]! }
}

/**
 * Half the width of the 95% interval of a level from `runs` runs with this spread, by Student's t. With a borrowed spread it is that of
 * a prediction, √(1/m + 1/n) (Hahn and Meeker, "Statistical Intervals", section 4.7).
 */
export function reachOf(spread: number, runs: number, earlier: number): number {
  if (spread === 0) return 0
  const lent = borrows(runs, earlier) ? earlier : 0
  const freedom = lent ? runs - 1 + lent - 1 : runs - 1
  return tQuantile(0.975, freedom) * spread * Math.sqrt(1 / runs + (lent ? 1 / lent : 0))
}

/** 95% interval of a level in the unit of its values; exactly the value when there is no spread. */
export function levelInterval(
  { scale, centre, spread, runs, earlier, first }: Level,
  reach = reachOf(spread, runs, earlier),
): Interval {
  if (reach === 0) return { low: first, high: first }
  return { low: scale.from(centre - reach), high: scale.from(centre + reach) }
}
