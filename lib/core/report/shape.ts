import { formatText } from '../format'
import { QUANTILE_NAMES } from '../stats'
import type { Judged } from './words'

/** What the samples say of where the excess over `limit` comes from, as a sentence with a space before it; '' without samples. */
export function shapeOf({ quantiles, definition, verdict }: Judged, limit: number): string {
  if (!quantiles) return ''
  const lower = definition.direction === 'lower'
  const say = (name: (typeof QUANTILE_NAMES)[number]) => {
    const value = quantiles[QUANTILE_NAMES.indexOf(name)]!
    return {
      text: `${name}, ${formatText(value, verdict.unit)},`,
      within: lower ? value <= limit : value >= limit,
    }
  }
  const best = say(lower ? 'p5' : 'p95')
  const middle = say('p50')
  if (!best.within)
    return ` Even its ${best.text} lies beyond that limit, so it is no matter of outliers: nearly every sample pays.`
  if (middle.within)
    return ` Its ${middle.text} lies within that limit, so it is a matter of the tail: look at what its worst samples share.`
  return ` Its ${middle.text} lies beyond that limit, too: more than half of the samples pay.`
}
