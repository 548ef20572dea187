import { agree } from './level'
import type { Ratio } from './ratio'
import { shiftOf } from './signed-rank'

/**
 * B over A from pairs of launches taken one right after the other, `[a, b]` in the same unit. The launch is the sampling unit, and a
 * pair shares what the machine was doing. Were A and B the same, swapping a pair would change nothing: the logarithms of its ratios
 * scatter symmetrically about 0, which is all that the signed-rank interval asks for; a launch that was disturbed costs one rank, not the
 * mean. Null where a value is zero or negative, for then there is no ratio. Fewer than 6 pairs have no interval.
 */
export function ratioOfPairs(pairs: readonly (readonly [number, number])[]): Ratio | null {
  if (pairs.length === 0 || pairs.some(([a, b]) => !(a > 0 && b > 0))) return null
  const differences = pairs.map(([a, b]) => (agree([a, b]) ? 0 : Math.log(b / a)))
  const { shift, low, high, p } = shiftOf(differences)
  return {
    ratio: Math.exp(shift),
    low: low === null ? null : Math.exp(low),
    high: high === null ? null : Math.exp(high),
    p: low === null ? null : p,
  }
}

/**
 * Who goes first in each pair: every two pairs are A B B A or B A A B, by chance, so that neither drift nor a cache that warms up
 * helps one of them. `uniform` gives numbers in [0, 1).
 */
export function balancedOrder(pairs: number, uniform: () => number): ('A first' | 'B first')[] {
  const order: ('A first' | 'B first')[] = []
  while (order.length < pairs)
    order.push(...(uniform() < 0.5 ? (['A first', 'B first'] as const) : (['B first', 'A first'] as const)))
  return order.slice(0, pairs)
}
