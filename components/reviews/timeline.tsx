import { Fragment } from 'react'
import type { ReviewView } from '@/lib/reviews/rows'
import { timelineDays } from './timeline-days'

/** The whole review on one line: each day on which something happened, and how long nothing did. */
export function Timeline({ review, now }: { review: ReviewView; now: Date }) {
  const days = timelineDays(review)
  const since = Math.floor((now.getTime() - Date.parse(days.at(-1)!.day)) / 86_400_000)
  const items = review.sections.flatMap((s) => s.items)
  const stale = items.filter((i) => i.state === 'stale').length
  const signed = items.filter((i) => i.state === 'signed').length
  return (
    <section
      aria-label="Timeline of the review"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
      tabIndex={0}
      className="overflow-x-auto rounded-md border border-line bg-surface"
    >
      <ol className="flex w-full min-w-max px-4 py-2 text-xs">
        {days.map((d) => (
          <Fragment key={d.day}>
            {d.gap > 0 && <Gap days={d.gap} />}
            <Stop label={d.label} words={d.happened} />
          </Fragment>
        ))}
        <Gap days={since} />
        <Stop
          label="now"
          words={[`${signed} of ${items.length} signed`, ...(stale ? [`${stale} stale`] : [])]}
        />
      </ol>
    </section>
  )
}

function Stop({ label, words }: { label: string; words: string[] }) {
  return (
    <li>
      <span className="block font-medium text-ink">{label}</span>
      <span className="text-ink-2">{words.join(' · ')}</span>
    </li>
  )
}

/** A line as long as there is room, with the days it stands for when there are some. */
function Gap({ days }: { days: number }) {
  return (
    <li className="mx-4 flex min-w-8 grow items-start gap-2 pt-2 text-ink-3">
      <span className="h-px grow bg-line" />
      {days > 1 && <span className="-mt-2 leading-4 whitespace-nowrap">{`${days}\u2009d`}</span>}
      {days > 1 && <span className="h-px grow bg-line" />}
    </li>
  )
}
