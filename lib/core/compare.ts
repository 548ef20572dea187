import { LEAST_HISTORY, tQuantile, tTwoSided } from './intervals'
import { agree, momentsOf, scaleFor } from './level'
import { ascending, median } from './stats'
import type { Change, Direction } from './wire'

/** However small a metric's least effect is set, less than this is never called a change. */
export const FLOOR = 0.02

/** Share of unchanged runs that look changed; half of them for the worse, so fewer than one in a hundred is called a regression. */
const SURPRISING = 0.015

export type Comparison = {
  baseline: { runs: number; value: number | null } | null
  /** new value / baseline − 1; null where there is no baseline, or it is 0 */
  effect: number | null
  /** the smallest effect for the worse that could have been seen, same scale */
  sees: number | null
  /** two-sided p of the prediction; null where no statistics apply */
  p: number | null
  /** new value − baseline, in the metric's unit */
  difference: number
  direction: Direction
  minEffect: number
} & ({ decided: Change } | { decided: null })

type Shape = { direction: Direction; minEffect: number }

/**
 * One new run's value against the values of earlier runs (newest 20 at most) by a prediction interval of Student's t, on the log
 * scale unless a value is zero or negative (Hahn and Meeker, "Statistical Intervals", section 4.7). A baseline without any spread is
 * deterministic: every change of at least `minEffect` counts. `decided` is null while the correction over all metrics is to come.
 */
export function compareRun(value: number, history: readonly number[], shape: Shape): Comparison {
  const { direction, minEffect } = shape
  const n = history.length
  const none = {
    effect: null,
    sees: null,
    p: null,
    difference: 0,
    direction,
    minEffect: Math.max(minEffect, FLOOR),
  }
  if (n === 0) return { ...none, baseline: null, decided: 'no_baseline' }
  const scale = scaleFor([...history, value])
  const { centre, deviation } = momentsOf(history, scale)
  const level = deviation === 0 ? median(history) : scale.from(centre)
  const baseline = { runs: n, value: level }
  const ratio = (v: number) => (level === 0 ? null : (v - level) / Math.abs(level))
  const effect = ratio(value)
  if (n < LEAST_HISTORY) return { ...none, baseline, effect, decided: 'insufficient_history' }
  if (deviation === 0) {
    const exact = { ...none, minEffect, baseline, effect, sees: minEffect }
    const changed = !agree([level, value]) && (effect === null || isLarge(effect, minEffect))
    return { ...exact, decided: changed ? verdictOf(value - level, direction) : 'stable' }
  }
  const error = deviation * Math.sqrt(1 + 1 / n)
  const reach = tQuantile(1 - SURPRISING / 2, n - 1) * error
  const worst = ratio(scale.from(direction === 'lower' ? centre + reach : centre - reach))
  return {
    ...none,
    baseline,
    effect,
    difference: value - level,
    sees: worst === null ? null : Math.max(Math.abs(worst), none.minEffect),
    p: tTwoSided((scale.to(value) - centre) / error, n - 1),
    decided: null,
  }
}

/** Whether an effect is at least the least one, whatever floating point says of the last digit. */
const isLarge = (effect: number, least: number) => Math.abs(effect) >= least * (1 - 1e-9)

/**
 * A state's rank against the ranks of earlier runs: worse than their median is a regression. No statistics. Where half of them were of
 * one state and half of the next, neither is a change.
 */
export function compareRank(rank: number, history: readonly number[]): Comparison {
  const shared = {
    effect: null,
    sees: null,
    p: null,
    difference: 0,
    direction: 'lower',
    minEffect: 0,
  } as const
  if (history.length === 0) return { ...shared, baseline: null, decided: 'no_baseline' }
  const baseline = { runs: history.length, value: null }
  if (history.length < LEAST_HISTORY) return { ...shared, baseline, decided: 'insufficient_history' }
  const sorted = ascending(history)
  const [best, worst] = [sorted[(sorted.length - 1) >> 1]!, sorted[sorted.length >> 1]!]
  const decided = rank > worst ? 'regression' : rank < best ? 'improvement' : 'stable'
  return { ...shared, baseline, decided }
}

const verdictOf = (difference: number, direction: Direction): Change =>
  difference > 0 === (direction === 'lower') ? 'regression' : 'improvement'

/**
 * q-values in the order of `p` (Benjamini and Hochberg, "Controlling the False Discovery Rate", 1995): the share of false findings
 * to expect among all that are at least as surprising.
 */
export function falseDiscovery(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((a, b) => p[b]! - p[a]!)
  const q: number[] = new Array(p.length)
  let least = 1
  order.forEach((index, k) => {
    least = Math.min(least, p[index]! * (p.length / (p.length - k)))
    q[index] = least
  })
  return q
}

/** Change verdict once the q-value is known: surprising among all metrics of the upload, and large enough to matter. */
export function decideChange(c: Comparison, q: number): Change {
  if (c.decided !== null) return c.decided
  const large = c.effect === null || isLarge(c.effect, c.minEffect)
  return q <= SURPRISING && large ? verdictOf(c.difference, c.direction) : 'stable'
}
