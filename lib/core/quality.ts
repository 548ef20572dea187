import { LEAST_HISTORY, tQuantile } from './intervals'
import { momentsOf, scaleFor } from './level'

/** The new runs of which quality speaks. */
const RUNS = 5
/** How often a change of the size it names is seen. */
const POWER = 0.8

export type NoiseQuality = {
  /** 0 to 100 */
  quality: number
  /** smallest effect, as a ratio minus 1, that five runs show four times out of five */
  sees: number
  runs: number
  words: string
}

/**
 * Smallest effect that `runs` new runs show against `earlier` ones, by a two-sided t-test at 5% with a power of 80%: (t(.975) + t(.8))·s·√(1/n + 1/m)
 * (Cohen, "Statistical Power Analysis for the Behavioral Sciences", 2nd ed., section 2.4, with t for z). On the scale of `spread`.
 */
export function visibleEffect(spread: number, runs: number, earlier: number): number {
  const freedom = runs + earlier - 2
  return (tQuantile(0.975, freedom) + tQuantile(POWER, freedom)) * spread * Math.sqrt(1 / runs + 1 / earlier)
}

/**
 * How good a metric is at showing changes, from the values of its runs at one level: those since its last change, newest 20. 100 where
 * it sees 1% or less, 0 from 100% on, and 50 in between at 10%: each halving of what it sees is 15 points. Null with fewer than eight
 * runs, and where the level is 0, because neither says what a share of it would be.
 */
export function noiseQuality(values: readonly number[]): NoiseQuality | null {
  if (values.length < LEAST_HISTORY) return null
  const scale = scaleFor(values)
  const { centre, deviation } = momentsOf(values, scale)
  if (!scale.log && centre === 0) return null
  const reach = visibleEffect(deviation, RUNS, values.length)
  const sees = scale.log ? Math.expm1(reach) : reach / Math.abs(centre)
  const quality = Math.round(Math.min(100, Math.max(0, -50 * Math.log10(Math.min(sees, 1)))))
  return { quality, sees, runs: RUNS, words: wordsOf(sees) }
}

function wordsOf(sees: number): string {
  if (sees === 0) return 'its runs agree exactly, so this metric can see any change'
  if (sees > 1) return `this metric cannot see a doubling with ${RUNS} runs`
  // Rounded up: it must not promise what it cannot see.
  const percent = sees < 0.1 ? Math.ceil(sees * 1000) / 10 : Math.ceil(sees * 100)
  return `this metric can see ${percent}% with ${RUNS} runs`
}
