import { LEAST_HISTORY } from './intervals'
import { agree, momentsOf, type Scale, scaleFor } from './level'
import { median } from './stats'

/** Values of one metric on two sides, one per run, in the metric's unit; for states their ranks. */
export type Groups = {
  base: readonly number[]
  head: readonly number[]
  /** of runs before both sides, in the same environment: they lend their spread where both sides have too few runs to know it */
  earlier: readonly number[]
  sameEnvironment: boolean
}

/** Head minus base on `scale`, with the standard error and degrees of freedom of Student's t; a null error where nothing tells it. */
export type Difference = {
  scale: Scale
  /** level of each side in the metric's unit: the mean on the scale */
  levels: { base: number; head: number }
  centre: number
  error: number | null
  freedom: number
  /** between runs, on the scale; 0 where every side only repeated itself */
  spread: number
  /** runs that lent their spread */
  lent: number
}

/**
 * How far two groups of runs lie apart, by the pooled-variance t on log run values: the spread between runs belongs to machine and
 * metric, so that two builds on one machine share it, and with two runs against twenty Welch's estimate would rest on the two alone
 * (t of 12.7). A lone run against at least eight is thereby the prediction of `compareRun` (Hahn and Meeker, "Statistical Intervals",
 * section 4.7). Two environments share no spread: there it is Welch's t ("The Generalization of Student's Problem", 1947), and a lone
 * run has none. The scale is absolute where a value is zero or negative.
 */
export function differenceOf({ base, head, earlier, sameEnvironment }: Groups): Difference {
  const own = base.length + head.length - 2
  const lends = sameEnvironment && own < LEAST_HISTORY - 1 && earlier.length >= LEAST_HISTORY
  const lent = lends ? earlier : []
  const scale = scaleFor([...base, ...head, ...lent])
  const [b, h] = [momentsOf(base, scale), momentsOf(head, scale)]
  const level = (values: readonly number[], m: { centre: number }) =>
    agree(values) ? median(values) : scale.from(m.centre)
  const shared = {
    scale,
    levels: { base: level(base, b), head: level(head, h) },
    centre: h.centre - b.centre,
    lent: lent.length,
  }
  const lone = Math.min(base.length, head.length) === 1
  if (lone && (!sameEnvironment || (own < LEAST_HISTORY - 1 && !lends)))
    return { ...shared, error: null, freedom: 0, spread: 0 }
  const parts = sameEnvironment
    ? null
    : ([b.deviation ** 2 / base.length, h.deviation ** 2 / head.length] as const)
  const share = 1 / base.length + 1 / head.length
  if (parts) {
    const error = Math.sqrt(parts[0] + parts[1])
    const freedom = error ** 4 / (parts[0] ** 2 / (base.length - 1) + parts[1] ** 2 / (head.length - 1))
    return { ...shared, error, freedom: error ? freedom : own, spread: error / Math.sqrt(share) }
  }
  const freedom = own + Math.max(0, lent.length - 1)
  const squares = (n: number, deviation: number) => (n - 1) * deviation ** 2
  const sum =
    squares(base.length, b.deviation) +
    squares(head.length, h.deviation) +
    (lends ? squares(lent.length, momentsOf(lent, scale).deviation) : 0)
  const spread = Math.sqrt(sum / freedom)
  return { ...shared, error: spread * Math.sqrt(share), freedom, spread }
}
