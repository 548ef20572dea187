import { seeded, times } from './seeded'

/** Noise of unit size, as benchmarks have it. */
export const NOISES = {
  gauss: (r: ReturnType<typeof seeded>) => () => r.normal(),
  lognormal: (r: ReturnType<typeof seeded>) => () => (Math.exp(0.7 * r.normal()) - 1.28) / 1.02,
  heavy: (r: ReturnType<typeof seeded>) => () =>
    r.normal() / Math.sqrt((r.normal() ** 2 + r.normal() ** 2) / 2) / 1.5,
  outliers: (r: ReturnType<typeof seeded>) => () => r.normal() + (r.uniform() < 0.05 ? 9 : 0),
  modes: (r: ReturnType<typeof seeded>) => () => (r.uniform() < 0.25 ? 2 : 0) + 0.4 * r.normal(),
  rounded: (r: ReturnType<typeof seeded>) => () => Math.round(r.normal()),
  wandering: (r: ReturnType<typeof seeded>) => {
    let last = 0
    return () => {
      last = 0.3 * last + 0.954 * r.normal()
      return last
    }
  },
}
export type NoiseName = keyof typeof NOISES
export const NOISE_NAMES = Object.keys(NOISES) as NoiseName[]

/** `n` points around 100, with a step of `size` times the noise at each place of `at`. */
export function aSeries(
  seed: number,
  noise: NoiseName,
  n: number,
  at: readonly number[] = [],
  size = 0,
): number[] {
  const next = NOISES[noise](seeded(seed))
  return times(n, (i) => 100 + next() + size * at.filter((place) => place <= i).length)
}
