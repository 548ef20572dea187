const HOUR = 3_600_000
const DAY = 24 * HOUR
const STEPS = [
  HOUR,
  3 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  14 * DAY,
  28 * DAY,
  91 * DAY,
  364 * DAY,
]
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Round instants between `from` and `to` (ms), at most `most` of them: the axis is in UTC for every reader. */
export function utcTicks(from: number, to: number, most: number): number[] {
  const step = STEPS.find((s) => (to - from) / s <= most) ?? (to - from) / most
  const ticks: number[] = []
  for (let t = Math.ceil(from / step) * step; t <= to && ticks.length <= most; t += step) ticks.push(t)
  return ticks
}

/** "24 Nov", or "24 Nov 06:00" where a tick is not a midnight. */
export function utcTickText(t: number): string {
  const at = new Date(t)
  const day = `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`
  return t % DAY === 0 ? day : `${day} ${at.toISOString().slice(11, 16)}`
}
