import { FLOOR, falseDiscovery } from './compare'
import type { Direction } from './wire'

/** How much of one there is for one of the other: 1.05 is five percent more; with its 95% interval and two-sided p. */
export type Ratio = { ratio: number; low: number | null; high: number | null; p: number | null }

/** `no_difference`: none was seen; an interval says how large one may still be. `cannot_tell`: there is no interval. */
export const DIFFERENCES = ['worse', 'better', 'cannot_tell', 'no_difference'] as const
export type Difference = (typeof DIFFERENCES)[number]

export type Judgeable = { ratio: Ratio | null; direction: Direction; minEffect: number }

/**
 * Calls a metric worse or better when its interval excludes 1, the effect is at least `minEffect` and never less than 2% (less is
 * within what a layout of memory does), and it is surprising among all metrics looked at (Benjamini and Hochberg, q ≤ 0.05).
 */
export function judgeRatios(items: readonly Judgeable[]): Difference[] {
  const told = items.filter(
    (item) => item.ratio?.p != null && item.ratio.low !== null && item.ratio.high !== null,
  )
  const q = falseDiscovery(told.map((item) => item.ratio!.p!))
  return items.map((item) => {
    const index = told.indexOf(item)
    if (index < 0) return 'cannot_tell'
    const { ratio, low, high } = item.ratio!
    const excludesOne = low! > 1 || high! < 1
    const large = Math.abs(ratio - 1) >= Math.max(item.minEffect, FLOOR)
    if (!excludesOne || !large || q[index]! > 0.05) return 'no_difference'
    return ratio > 1 === (item.direction === 'lower') ? 'worse' : 'better'
  })
}
