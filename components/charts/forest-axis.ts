export type Ends = { ratio: number | null; low: number | null; high: number | null }
export type Tick = { ratio: number; at: number }
/** Where a ratio lies on the axis, in percent of its width; beyond its ends it is held there. */
export type ForestAxis = { at: (ratio: number) => number; holds: (ratio: number) => boolean; ticks: Tick[] }

/** An interval alone stretches the axis no further than this; the point itself may. */
const WIDE = Math.log(1.5)
const [LEAST, MOST] = [Math.log(1.1), Math.log(8)]
const STEPS = [1.02, 1.05, 1.1, 1.2, 1.5, 2, 3, 5, 8]

const largest = (ratios: readonly (number | null)[]) =>
  Math.max(0, ...ratios.map((ratio) => (ratio === null || ratio <= 0 ? 0 : Math.abs(Math.log(ratio)))))

/** One axis of logs for all rows, with 1 in its middle: half as much and twice as much are equally far from it. */
export function forestAxis(rows: readonly Ends[]): ForestAxis {
  const points = largest(rows.map((row) => row.ratio)) * 1.15
  const ends = largest(rows.flatMap((row) => [row.low, row.high])) * 1.05
  const reach = Math.min(MOST, Math.max(LEAST, points, Math.min(ends, WIDE)))
  const at = (ratio: number) => 50 + 50 * Math.max(-1, Math.min(1, Math.log(ratio) / reach))
  return {
    at,
    holds: (ratio) => Math.abs(Math.log(ratio)) <= reach,
    ticks: ticksOf(reach).map((ratio) => ({ ratio, at: at(ratio) })),
  }
}

/** Round ratios, with room for their names between them, and what is as far on the other side. */
function ticksOf(reach: number): number[] {
  const chosen: number[] = []
  for (const step of STEPS.toReversed()) {
    const place = Math.log(step)
    const next = chosen[0] === undefined ? reach * 1.3 : Math.log(chosen[0])
    if (place < reach * 0.95 && next - place > reach * 0.35 && place > reach * 0.3) chosen.unshift(step)
  }
  return [...chosen.toReversed().map((ratio) => 1 / ratio), 1, ...chosen]
}
