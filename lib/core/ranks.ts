import jstat from 'jstat'
import { firstWhere, type Interval } from './intervals'
import { ascending, median } from './stats'

const { normal } = jstat.jStat

/** With more pairs than this the normal approximation is good to three digits and the exact distribution costs too much. */
const MOST_PAIRS = 400

const known = new Map<string, Float64Array>()

/**
 * Probabilities of U = 0, 1, …, m·n when two samples of m and n values without ties come from one distribution, by the recursion of Mann and
 * Whitney, "On a Test of Whether one of Two Random Variables is Stochastically Larger than the Other", 1947.
 */
export function uDistribution(m: number, n: number): Float64Array {
  if (m === 0 || n === 0) return Float64Array.of(1)
  const found = known.get(`${m}/${n}`)
  if (found) return found
  const [less, fewer] = [uDistribution(m - 1, n), uDistribution(m, n - 1)]
  const p = Float64Array.from(
    { length: m * n + 1 },
    (_, u) => (m * (less[u - n] ?? 0) + n * (fewer[u] ?? 0)) / (m + n),
  )
  known.set(`${m}/${n}`, p)
  return p
}

/** Probability of a U of at most `u`. */
const exactCdf = (u: number, m: number, n: number) =>
  uDistribution(m, n)
    .subarray(0, u + 1)
    .reduce((sum, p) => sum + p, 0)

function requireBoth(before: readonly number[], after: readonly number[]) {
  if (before.length === 0 || after.length === 0) throw new RangeError('both samples need a value at least')
}

export type RankTest = {
  /** pairs in which the value of `after` is the larger one; a tie counts half */
  u: number
  /** two-sided */
  p: number
  exact: boolean
}

/**
 * Mann–Whitney test: whether one of two samples tends to larger values. Exact up to 400 pairs without ties; else the normal approximation with
 * the corrections for ties and continuity (Hollander, Wolfe and Chicken, "Nonparametric Statistical Methods", 3rd ed., section 4.1).
 *
 * @throws RangeError when a sample is empty
 */
export function mannWhitney(before: readonly number[], after: readonly number[]): RankTest {
  requireBoth(before, after)
  const [m, n] = [before.length, after.length]
  const pairs = m * n
  let u = 0
  for (const x of before) for (const y of after) u += y > x ? 1 : y === x ? 0.5 : 0
  const counts = new Map<number, number>()
  for (const v of [...before, ...after]) counts.set(v, (counts.get(v) ?? 0) + 1)
  const least = Math.min(u, pairs - u)
  if (counts.size === m + n && pairs <= MOST_PAIRS)
    return { u, p: Math.min(1, 2 * exactCdf(least, m, n)), exact: true }
  const all = m + n
  const tied = [...counts.values()].reduce((sum, t) => sum + t ** 3 - t, 0)
  const deviation = Math.sqrt((pairs / 12) * (all + 1 - tied / (all * (all - 1))))
  const z = Math.max(0, pairs / 2 - least - 0.5) / deviation
  return { u, p: deviation > 0 ? 2 * normal.cdf(-z, 0, 1) : 1, exact: false }
}

/**
 * Hodges–Lehmann shift: the median of all differences after − before, with the interval of those differences that the Mann–Whitney test at 1 − `level`
 * does not reject (Hodges and Lehmann, "Estimates of Location Based on Rank Tests", 1963). In the unit of the values; ends are null where so
 * few values cannot bound it. It looks at all pairs: meant for runs, not for samples.
 *
 * @throws RangeError when a sample is empty
 */
export function hodgesLehmann(
  before: readonly number[],
  after: readonly number[],
  level = 0.95,
): { shift: number } & Interval {
  requireBoth(before, after)
  const [m, n] = [before.length, after.length]
  const differences = ascending(before.flatMap((x) => after.map((y) => y - x)))
  const risk = (1 - level) / 2
  const approximate = () =>
    Math.floor((m * n) / 2 - normal.inv(1 - risk, 0, 1) * Math.sqrt((m * n * (m + n + 1)) / 12))
  const outside =
    m * n <= MOST_PAIRS ? firstWhere(0, m * n, (u) => exactCdf(u, m, n) > risk) : Math.max(0, approximate())
  return {
    shift: median([...differences]),
    low: outside > 0 ? differences[outside - 1]! : null,
    high: outside > 0 ? differences[m * n - outside]! : null,
  }
}
