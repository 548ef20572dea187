import { FLOOR, falseDiscovery } from './compare'
import { type Difference, differenceOf, type Groups } from './group-difference'
import { type Band, type Counts, type More, moreOf } from './group-more'
import { type Interval, LEAST_HISTORY, tQuantile, tTwoSided } from './intervals'
import { agree } from './level'
import { hodgesLehmann } from './ranks'
import type { Direction } from './wire'

export type GroupVerdict = 'worse' | 'better' | 'no difference' | 'cannot tell'

export type GroupInput = Groups & {
  /** `ordinal` of states, whose values are ranks and are best at 0 */
  shape: { direction: Direction; minEffect: number; ordinal: boolean }
  /** how well each of two lone runs was measured, by its own samples; null where either has none */
  within: { base: Interval; head: Interval } | null
}

/** Why nothing can be told; null where something is. */
export type Doubt = 'wide' | 'many' | 'lone' | 'machines' | 'few' | 'mixed'

export type GroupComparison = {
  verdict: GroupVerdict
  doubt: Doubt | null
  runs: { base: number; head: number; lent: number }
  /** mean of the run values, geometric on the log scale; for states the rank where all runs of the side agree, else null */
  value: { base: number | null; head: number | null }
  /** head / base with its 95% interval; null where a value is zero or negative, and of states */
  ratio: number | null
  ratioInterval: Interval
  /** Hodges and Lehmann's shift, which no single odd run moves: a ratio, or a difference without one; null of lone runs and states */
  shift: number | null
  /** head − base in the metric's unit; its interval only on the absolute scale */
  difference: number
  differenceInterval: Interval
  /** the least change that matters, as a ratio minus 1 */
  least: number
  /** two-sided; null where no statistics apply */
  p: number | null
  /** whether the intervals of two lone runs, from their own samples, lie apart: it says nothing of the build */
  apart: boolean | null
  more: More | null
}

/** Fewer runs than this, all told, are not enough to call a value without any spread exact. */
const LEAST_EXACT = LEAST_HISTORY + 1
const UNKNOWN: Interval = { low: null, high: null }

/**
 * Compares two groups of runs over all metrics. `worse` and `better` need a q of at most 5% among these metrics (Benjamini and Hochberg,
 * 1995), an interval without "equal", and an effect of at least max(minEffect, 2%); `no difference` an interval inside ±that. Everything
 * else cannot be told. Samples inside a run never decide: of unchanged builds, tests over pooled samples call 83% different.
 */
export function compareGroups(inputs: readonly GroupInput[]): GroupComparison[] {
  const open = inputs.map((input) => {
    const d = differenceOf(input)
    const tested = !input.shape.ordinal && d.error !== null && d.spread > 0
    return { input, d, p: tested ? tTwoSided(d.centre / d.error!, d.freedom) : null }
  })
  const tested = open.filter((o) => o.p !== null)
  const q = falseDiscovery(tested.map((o) => o.p!))
  const qOf = new Map(tested.map((o, i) => [o, q[i]!]))
  return open.map((o) => conclude(o.input, o.d, o.p, qOf.get(o) ?? null))
}

function conclude(input: GroupInput, d: Difference, p: number | null, q: number | null): GroupComparison {
  const { shape, base, head } = input
  const exact = shape.ordinal || p === null
  const least = exact ? shape.minEffect : Math.max(shape.minEffect, FLOOR)
  const counts = { base: base.length, head: head.length }
  const band = bandOf(d, least)
  const { verdict, doubt } = exact ? decideExact(input, d, band) : decide(input, d, band, q!)
  const reach = p === null ? null : tQuantile(0.975, d.freedom) * d.error!
  const ends: Interval = reach === null ? UNKNOWN : { low: d.centre - reach, high: d.centre + reach }
  const log = d.scale.log && !shape.ordinal
  const alike = (values: readonly number[], level: number) => (shape.ordinal && !agree(values) ? null : level)
  return {
    verdict,
    doubt,
    runs: { ...counts, lent: d.lent },
    value: { base: alike(base, d.levels.base), head: alike(head, d.levels.head) },
    ratio: log ? d.levels.head / d.levels.base : null,
    ratioInterval: log && reach !== null ? { low: Math.exp(ends.low!), high: Math.exp(ends.high!) } : UNKNOWN,
    shift: shape.ordinal ? null : shiftOf(d, base, head),
    difference: d.levels.head - d.levels.base,
    differenceInterval: log ? UNKNOWN : ends,
    least,
    p,
    apart: input.within && apart(input.within.base, input.within.head),
    more: verdict !== 'cannot tell' ? null : needs(doubt, counts, d, input, band),
  }
}

/** Ends of what does not matter on the scale of the difference; of nothing, everything matters. */
const bandOf = ({ scale, levels }: Difference, least: number): Band =>
  scale.log
    ? { low: least < 1 ? Math.log1p(-least) : Number.NEGATIVE_INFINITY, high: Math.log1p(least) }
    : { low: -least * Math.abs(levels.base), high: least * Math.abs(levels.base) }

function shiftOf({ scale }: Difference, base: readonly number[], head: readonly number[]): number | null {
  if (Math.min(base.length, head.length) < 2) return null
  const { shift } = hodgesLehmann(base.map(scale.to), head.map(scale.to))
  return scale.log ? Math.exp(shift) : shift
}

type Decision = { verdict: GroupVerdict; doubt: Doubt | null }
const told = (verdict: GroupVerdict): Decision => ({ verdict, doubt: null })
const doubted = (doubt: Doubt): Decision => ({ verdict: 'cannot tell', doubt })
const towards = (difference: number, { direction }: GroupInput['shape']): Decision =>
  told(difference > 0 === (direction === 'lower') ? 'worse' : 'better')

function decide({ shape }: GroupInput, d: Difference, band: Band, q: number): Decision {
  const reach = tQuantile(0.975, d.freedom) * d.error!
  const large = d.centre >= band.high * (1 - 1e-9) || d.centre <= band.low * (1 - 1e-9)
  if (Math.abs(d.centre) > reach && large) return q <= 0.05 ? towards(d.centre, shape) : doubted('many')
  return d.centre - reach >= band.low && d.centre + reach <= band.high
    ? told('no difference')
    : doubted('wide')
}

/** Values that only repeat themselves, and states: no statistics, but enough runs to believe it. */
function decideExact(
  { shape, base, head, earlier, sameEnvironment }: GroupInput,
  d: Difference,
  band: Band,
): Decision {
  const lone = Math.min(base.length, head.length) === 1
  if (lone && !sameEnvironment) return doubted('machines')
  if (!shape.ordinal && d.error === null) return doubted('lone')
  if (base.length + head.length + repeats(d, earlier) < LEAST_EXACT) return doubted('few')
  const difference = d.levels.head - d.levels.base
  if (shape.ordinal) {
    const apart = Math.max(...base) < Math.min(...head) || Math.max(...head) < Math.min(...base)
    if (apart) return told(difference > 0 ? 'worse' : 'better')
    return agree([...base, ...head]) ? told('no difference') : doubted('mixed')
  }
  if (agree([d.levels.base, d.levels.head])) return told('no difference')
  return d.centre >= band.high || d.centre <= band.low ? towards(difference, shape) : told('no difference')
}

/** Runs before that only repeated themselves; of those that did not, no state follows. */
const repeats = ({ lent }: Difference, earlier: readonly number[]) => (lent > 0 && agree(earlier) ? lent : 0)

const apart = (a: Interval, b: Interval): boolean =>
  (a.high !== null && b.low !== null && a.high < b.low) ||
  (b.high !== null && a.low !== null && b.high < a.low)

function needs(
  doubt: Doubt | null,
  counts: Counts,
  d: Difference,
  { earlier, shape }: GroupInput,
  band: Band,
): More | null {
  if (doubt === 'few') return toBeExact(counts, repeats(d, earlier))
  // What a correction over all metrics would ask of it depends on the others.
  if (doubt === 'many' || (shape.ordinal && doubt === 'mixed')) return null
  return moreOf(d, counts, band)
}

/** Of the side that has fewer; half of them of each where both have as many. */
function toBeExact({ base, head }: Counts, lent: number): More {
  const missing = LEAST_EXACT - base - head - lent
  return base === head
    ? { side: 'each', runs: Math.ceil(missing / 2), decides: true }
    : { side: base < head ? 'base' : 'head', runs: missing, decides: true }
}
