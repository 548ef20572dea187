const STEPS = [
  [60_000, 1_000, 's'],
  [3_600_000, 60_000, 'min'],
  [86_400_000, 3_600_000, 'h'],
  [Number.POSITIVE_INFINITY, 86_400_000, 'd'],
] as const

const THIN = '\u2009'

/** "2026-11-24 08:57 UTC": the instant itself, the same for every reader. */
export function absolute(at: Date | string | number): string {
  return `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** "3 h ago", "in 2 d", "just now"; whole units, never rounded up. */
export function relative(at: Date | string | number, now: Date): string {
  const distance = now.getTime() - new Date(at).getTime()
  const size = Math.abs(distance)
  if (size < 10_000) return 'just now'
  const [, unit, name] = STEPS.find(([limit]) => size < limit)!
  const amount = `${Math.floor(size / unit)}${THIN}${name}`
  return distance >= 0 ? `${amount} ago` : `in ${amount}`
}

/** Relative to `now` (the request's), with the absolute time on hover. */
export function RelativeTime({ at, now }: { at: Date | string | number; now: Date }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={absolute(at)} className="whitespace-nowrap">
      {relative(at, now)}
    </time>
  )
}

export function AbsoluteTime({ at }: { at: Date | string | number }) {
  return (
    <time dateTime={new Date(at).toISOString()} className="whitespace-nowrap">
      {absolute(at)}
    </time>
  )
}
