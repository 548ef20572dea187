import type { ReviewView } from '@/lib/reviews/rows'

const DAY = 86_400_000

/** One day on which something happened, with what happened in words; `gap` is the days since the one before. */
export type TimelineDay = { day: string; label: string; gap: number; happened: string[] }

type Event = { at: Date; kind: keyof typeof WORDS | 'minutes'; amount: number }

/** In the order in which a day's events are told. */
const WORDS = {
  started: () => 'started',
  pass: (n: number) => `${n} passed`,
  fail: (n: number) => `${n} failed`,
  waived: (n: number) => `${n} waived`,
  not_applicable: (n: number) => `${n} not applicable`,
  signed: (n: number) => `${n} signed`,
  step: () => 'step signed',
  done: (n: number) => `${n} strategy ${n === 1 ? 'step' : 'steps'} done`,
}

function eventsOf(review: ReviewView): Event[] {
  const items = review.sections.flatMap((s) => s.items)
  const signatures = (of: Pick<ReviewView, 'signature' | 'superseded'>) =>
    [of.signature, ...of.superseded].flatMap((s) => s ?? [])
  const one = (at: Date, kind: Event['kind']) => ({ at, kind, amount: 1 })
  return [
    one(review.startedAt, 'started'),
    ...items.flatMap((i) => i.decisions.map((d) => one(d.at, d.decision))),
    ...items.flatMap((i) => signatures(i).map((s) => one(s.at, 'signed'))),
    ...signatures(review).map((s) => one(s.at, 'step')),
    ...review.steps.flatMap((s) => (s.doneAt ? one(s.doneAt, 'done') : [])),
    ...review.steps.flatMap((s) =>
      s.entries.map((e) => ({ at: e.at, kind: 'minutes' as const, amount: e.minutes })),
    ),
  ]
}

/** The days of a review on which something happened, by UTC, oldest first. */
export function timelineDays(review: ReviewView): TimelineDay[] {
  const days = new Map<string, Map<Event['kind'], number>>()
  for (const { at, kind, amount } of eventsOf(review)) {
    const day = at.toISOString().slice(0, 10)
    const sums = days.get(day) ?? new Map<Event['kind'], number>()
    days.set(day, sums.set(kind, (sums.get(kind) ?? 0) + amount))
  }
  const sorted = [...days].sort(([a], [b]) => a.localeCompare(b))
  return sorted.map(([day, sums], i) => {
    const before = sorted[i - 1]?.[0]
    return {
      day,
      label: labelOf(day, before),
      gap: before ? Math.round((Date.parse(day) - Date.parse(before)) / DAY) : 0,
      happened: happened(sums),
    }
  })
}

function happened(sums: Map<Event['kind'], number>): string[] {
  const kinds = Object.keys(WORDS) as (keyof typeof WORDS)[]
  const minutes = sums.get('minutes')
  return [
    ...kinds.flatMap((kind) => (sums.has(kind) ? WORDS[kind](sums.get(kind)!) : [])),
    ...(minutes ? [`${minutes}\u2009min`] : []),
  ]
}

/** "28 Feb 2026"; the year only where it is another than the day before had. */
function labelOf(day: string, before: string | undefined): string {
  const year = before?.slice(0, 4) === day.slice(0, 4) ? undefined : 'numeric'
  return new Date(day).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year,
    timeZone: 'UTC',
  })
}
