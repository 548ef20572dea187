/** Random numbers that are the same on every machine, for tests that simulate (mulberry32 by Tommy Ettinger, public domain). */
export function seeded(seed: number) {
  let state = seed >>> 0
  const uniform = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  /** Standard normal, by Box and Muller. */
  const normal = () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform())
  return {
    uniform,
    normal,
    between: (low: number, high: number) => low + (high - low) * uniform(),
    integer: (low: number, high: number) => low + Math.floor(uniform() * (high - low + 1)),
    lognormal: (median: number, sigma: number) => median * Math.exp(sigma * normal()),
    pick: <T>(values: readonly T[]): T => values[Math.floor(uniform() * values.length)]!,
  }
}

export const times = <T>(n: number, make: (i: number) => T): T[] =>
  Array.from({ length: n }, (_, i) => make(i))
