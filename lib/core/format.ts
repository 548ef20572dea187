import { isSkipped } from './skipped'
import { canonicalUnit, scaleOf } from './units'
import type { Change, Goal } from './wire'

/** Five meanings, each with a mark and a word: the same in page, chart, badge, Markdown and terminal. */
export const GOAL_MARK: Record<Goal, { mark: string; word: string }> = {
  met: { mark: '●', word: 'met' },
  acceptable: { mark: '◐', word: 'acceptable' },
  missed: { mark: '■', word: 'missed' },
  inconclusive: { mark: '◇', word: 'inconclusive' },
  error: { mark: '■', word: 'error' },
  no_target: { mark: '○', word: 'no target' },
}

/** A verdict's mark and word: what was skipped is no error. */
export const goalMark = ({ goal, error }: { goal: Goal; error?: string | null }) =>
  goal === 'error' && isSkipped(error) ? { mark: '○', word: 'skipped' } : GOAL_MARK[goal]

export const CHANGE_MARK: Record<Change, { mark: string; word: string }> = {
  regression: { mark: '▲', word: 'regression' },
  improvement: { mark: '▼', word: 'improvement' },
  stable: { mark: '–', word: 'stable' },
  insufficient_history: { mark: '○', word: 'insufficient history' },
  no_baseline: { mark: '○', word: 'no baseline' },
}

/** `pruned_at_limit` as people say it. */
export const stateText = (state: string) => state.replaceAll('_', ' ')

/** The narrow space between a number and its unit. */
export const THIN = '\u2009'

/** By decimals; making one takes longer than using it a hundred times. */
const FORMATS = [0, 1, 2, 3, 4, 5, 6].map(
  (maximumFractionDigits) => new Intl.NumberFormat('en-US', { maximumFractionDigits }),
)

const digits = (value: number) => {
  const size = Math.abs(value)
  if (size === 0) return '0'
  if (size >= 1e9 || size < 1e-4) return value.toExponential(2)
  const places = Math.max(0, Math.min(6, 3 - Math.ceil(Math.log10(size) + 1e-12)))
  return FORMATS[size < 1000 ? Math.max(places, 1) : 0]!.format(value)
}

/**
 * A value scaled for reading: 1240 ms is 1.24 s. Percentages and unknown units stay as they are; `count` has no unit to show. What
 * overflowed is said in words.
 */
export function formatValue(value: number, unit: string | null): { number: string; unit: string } {
  if (!Number.isFinite(value)) return { number: 'not a finite number', unit: '' }
  const name = canonicalUnit(unit ?? 'count')
  const steps = scaleOf(name)
  // rounded as it will be shown: 999.96 ms is 1 s, not 1,000 ms
  const size = Math.abs(Number(value.toPrecision(4)))
  const fit = [...steps].reverse().find((s) => s.unit !== 'min' && size >= s.size) ?? steps[0]
  if (fit && size > 0) return { number: digits(value / fit.size), unit: fit.unit }
  if (name === 'ratio') return { number: digits(value), unit: '' }
  if (name === 'count')
    return {
      number: Number.isInteger(value) ? (value || 0).toLocaleString('en-US') : digits(value),
      unit: '',
    }
  return { number: digits(value), unit: name }
}

/** "187.8 ms", with a thin space. */
export function formatText(value: number, unit: string | null): string {
  const said = formatValue(value, unit)
  return said.unit ? `${said.number}${THIN}${said.unit}` : said.number
}

/** "180 ms to 195 ms"; an end that so few samples cannot bound is said in words. Null when there is no interval at all. */
export function formatInterval(low: number | null, high: number | null, unit: string | null): string | null {
  if (low === null && high === null) return null
  if (low === null) return `up to ${formatText(high!, unit)}`
  if (high === null) return `from ${formatText(low, unit)}`
  return low === high ? formatText(low, unit) : `${formatText(low, unit)} to ${formatText(high, unit)}`
}

/** "+5.2%" of a ratio minus one. */
export function formatEffect(effect: number): string {
  if (!Number.isFinite(effect)) return 'not a finite number'
  const percent = effect * 100
  const text = Math.abs(percent) >= 100 ? percent.toFixed(0) : percent.toFixed(1)
  const shown = Number(text) === 0 ? '0.0' : text.replace('-', '−')
  return `${Number(text) > 0 ? '+' : ''}${shown}%`
}

/** "1.082" of a ratio; `places` decimals as long as they say something. */
export function formatRatio(ratio: number, places = 3): string {
  if (!Number.isFinite(ratio)) return 'not a finite number'
  if (ratio < 10 ** -places || ratio >= 1000) return ratio.toPrecision(2)
  return ratio.toFixed(ratio >= 10 ? 1 : places)
}
