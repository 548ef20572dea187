/** Beyond this the exact distribution costs more than anybody launches. */
export const MOST_PAIRS = 200

const known = new Map<number, Float64Array>()

/** P(T ≤ k) for every k, T the sum of the ranks of `n` differences that are as likely to be positive as negative. */
function cumulative(n: number): Float64Array {
  const found = known.get(n)
  if (found) return found
  const most = (n * (n + 1)) / 2
  const p = new Float64Array(most + 1)
  p[0] = 1
  for (let rank = 1; rank <= n; rank++)
    for (let sum = most; sum >= 0; sum--) p[sum] = (p[sum]! + (sum >= rank ? p[sum - rank]! : 0)) / 2
  for (let sum = 1; sum <= most; sum++) p[sum]! += p[sum - 1]!
  known.set(n, p)
  return p
}

/** Mean of every pair of differences, each with itself included, ascending (Walsh). */
function walsh(differences: readonly number[]): Float64Array {
  const all = differences.flatMap((a, i) => differences.slice(i).map((b) => (a + b) / 2))
  return Float64Array.from(all).sort()
}

export type Shift = {
  shift: number
  /** 95%, null where so few differences cannot give one */
  low: number | null
  high: number | null
  /** two-sided */
  p: number
}

/**
 * The centre of differences that scatter symmetrically: Hodges and Lehmann's estimate with the exact interval of Wilcoxon's
 * signed-rank test (Hollander, Wolfe and Chicken, "Nonparametric Statistical Methods", 3rd ed., sections 3.1 to 3.3). 6 to 200 of them.
 */
export function shiftOf(differences: readonly number[], level = 0.95): Shift {
  const means = walsh(differences)
  const count = means.length
  const p = cumulative(differences.length)
  let outside = 0
  while (outside < p.length && p[outside]! <= (1 - level) / 2) outside++
  const middle = count / 2
  const shift = Number.isInteger(middle)
    ? (means[middle - 1]! + means[middle]!) / 2
    : means[Math.floor(middle)]!
  const above = means.filter((m) => m > 0).length + means.filter((m) => m === 0).length / 2
  const least = Math.min(above, count - above)
  return {
    shift,
    low: outside > 0 ? means[outside - 1]! : null,
    high: outside > 0 ? means[count - outside]! : null,
    p: Math.min(1, 2 * p[Math.floor(least)]!),
  }
}
