import { judgeGoal } from '@/lib/core/target'
import type { Verdict } from '@/lib/core/wire'
import { type Benchmark, DEFAULT_BUDGET, mostLaunches } from './benchmark-schema'
import { definitionsOf } from './config-schema'
import type { Joined } from './join'
import { judgeOffline } from './offline'

/** With fewer launches their spread is hardly known, and a verdict would be an accident of the first. */
const LEAST_LAUNCHES = 3
/** Who looks again and again until a verdict comes will see a wrong one: so looks are few, … */
const LOOK_GROWTH = 1.5
/** … and the verdict must also come of an interval half as wide again. Both hold a wrong end to about 5% in simulation. */
const MARGIN = 1.5

/** Whether verdicts are looked at after so many launches: 3, 5, 8, 12, 18, … */
export function isLook(launches: number): boolean {
  let look = LEAST_LAUNCHES
  while (look < launches) look = Math.ceil(look * LOOK_GROWTH)
  return look === launches
}

type Open = { open: string[]; shaky: string[] }
const widened = ({ value, low, high }: Verdict) => ({
  low: low === null ? null : value! - (value! - low) * MARGIN,
  high: high === null ? null : value! + (high - value!) * MARGIN,
})

/** The targeted metrics of a benchmark whose goal verdict its launches leave open, and those that are only just decided. */
function openMetrics(benchmark: Benchmark, { measurements, sizes }: Joined): Open {
  const definitions = definitionsOf({ benchmarks: [benchmark] })
  const targeted = measurements.filter((m) => {
    const d = definitions.get(m.metric)
    return d && (d.target !== null || d.acceptance !== null)
  })
  const measured = { measurements: targeted, launches: Object.fromEntries(sizes) }
  const { verdicts } = judgeOffline(benchmark.name, measured, definitions)
  const named = (test: (v: Verdict) => boolean) => verdicts.filter(test).map((v) => v.metric)
  const numbers = (v: Verdict) => v.value !== null && v.basis === 'samples'
  return {
    open: named((v) => v.goal === 'inconclusive'),
    shaky: named((v) => numbers(v) && judgeGoal(definitions.get(v.metric)!, widened(v)) === 'inconclusive'),
  }
}

/** Why `until: conclusive` needs no further launch, or null. */
export function whyEnough(
  benchmark: Benchmark,
  so: Joined & { launches: number; seconds: number },
): string | null {
  if (so.launches < LEAST_LAUNCHES && so.launches < mostLaunches(benchmark)) return null
  const budget = benchmark.budget ?? DEFAULT_BUDGET
  const spent = so.seconds >= budget ? `budget of ${budget} s spent` : null
  const over = spent ?? (so.launches === mostLaunches(benchmark) ? 'as often as allowed' : null)
  if (!over && !isLook(so.launches)) return null
  const { open, shaky } = openMetrics(benchmark, so)
  if (!open.length && !shaky.length) return `conclusive after ${so.launches} launches`
  if (!over) return null
  const left = open.length
    ? `inconclusive: ${open.join(', ')}`
    : `conclusive, but only just: ${shaky.join(', ')}`
  return `${so.launches} launches, ${over}; ${left}`
}
