import { balancedOrder, ratioOfPairs } from '@/lib/core/compare-pairs'
import { median } from '@/lib/core/stats'
import { convert, isConvertible } from '@/lib/core/units'
import type { Progress } from '../output/progress'
import { type Comparison, judgePairs, type Pair } from './comparison'
import type { Launcher, Value } from './launcher'

type Launches = { a: Map<string, Value>; b: Map<string, Value> }[]

function pairOf(metric: string, launches: Launches): Pair {
  const both = launches.flatMap(({ a, b }) => {
    const [of, with_] = [a.get(metric), b.get(metric)]
    return of && with_ ? [{ a: of, b: with_ }] : []
  })
  const { unit, statistic, shape } = both[0]!.a
  const inUnit = (v: Value) => (isConvertible(v.unit, unit) ? convert(v.value, v.unit, unit) : Number.NaN)
  const pairs = both.map(({ a, b }) => [a.value, inUnit(b)] as const)
  const units = pairs.every(([, b]) => Number.isFinite(b))
  const ratio = units ? ratioOfPairs(pairs) : null
  const left = launches.length - both.length
  const reason = !units
    ? 'its units do not convert'
    : ratio === null
      ? 'a ratio needs values above zero'
      : left > 0
        ? `not measured in ${left} of ${launches.length} pairs`
        : null
  return {
    metric,
    statistic,
    unit,
    ...shape,
    base: median(pairs.map(([a]) => a)),
    head: units ? median(pairs.map(([, b]) => b)) : null,
    ratio,
    reason,
  }
}

/**
 * Launches A and B in turns, each pair one right after the other and in an order that is balanced by chance, after one launch of each to
 * warm up. Throws Refusal (failed) when one of them fails.
 */
export async function interleave(
  [a, b]: [Launcher, Launcher],
  pairs: number,
  progress: Progress,
): Promise<Comparison> {
  const name = 'launches of A and B'
  progress.start([name])
  await a.launch()
  await b.launch()
  const launches: Launches = []
  for (const order of balancedOrder(pairs, Math.random)) {
    progress.step(name, launches.length, pairs)
    const first = await (order === 'A first' ? a : b).launch()
    const second = await (order === 'A first' ? b : a).launch()
    launches.push(order === 'A first' ? { a: first, b: second } : { a: second, b: first })
  }
  progress.finish()
  const seen = (side: 'a' | 'b') => new Set(launches.flatMap((l) => [...l[side].keys()]))
  const [inA, inB] = [seen('a'), seen('b')]
  const both = [...inA].filter((metric) => launches.some((l) => l.a.has(metric) && l.b.has(metric)))
  return {
    base: a.label,
    head: b.label,
    launches: pairs,
    metrics: judgePairs(both.map((metric) => pairOf(metric, launches))),
    onlyBase: [...inA].filter((metric) => !inB.has(metric)),
    onlyHead: [...inB].filter((metric) => !inA.has(metric)),
    failed: [],
    notes: ['different: the interval excludes no change, and the effect is 2% or more'],
  }
}
