import type { Side } from '@/lib/runs/queries'

const DAY = 86_400_000
const day = (at: Date) => at.toISOString().slice(0, 10)
const isMidnight = (at: Date) => at.getTime() % DAY === 0

/** As people call what they compare. */
export function sideWords(side: Side, defaultBranch: string): string {
  if (side.kind === 'run') return `run ${side.id.slice(0, 8)}`
  if (side.kind === 'commit') return `commit ${side.commit.slice(0, 8)}`
  if (side.kind === 'branch') return `branch ${side.branch}`
  const whole = isMidnight(side.from) && isMidnight(side.to)
  const [from, to] = whole
    ? [day(side.from), day(new Date(side.to.getTime() - DAY))]
    : [side.from.toISOString(), side.to.toISOString()]
  return `${side.branch ?? defaultBranch}, ${from === to ? from : `${from} to ${to}`}`
}

export type RangeFields = { from: string; to: string; on: string }

/** Days as the form has them, both included. */
export const rangeFields = (side: Side | null, defaultBranch: string): RangeFields =>
  side?.kind === 'range'
    ? { from: day(side.from), to: day(new Date(side.to.getTime() - 1)), on: side.branch ?? defaultBranch }
    : { from: '', to: '', on: defaultBranch }

/** What the form's days mean: a side, or null where one of them is missing. */
export const rangeText = ({ from, to, on }: RangeFields, defaultBranch: string): string | null =>
  from && to ? `range:${from}..${to}${on && on !== defaultBranch ? `@${on}` : ''}` : null
