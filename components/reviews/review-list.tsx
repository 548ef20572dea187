import Link from 'next/link'
import { Panel } from '@/components/ui/card'
import { Progress } from '@/components/ui/progress'
import { AbsoluteTime, RelativeTime } from '@/components/ui/time'
import type { ReviewView } from '@/lib/reviews/rows'
import { StatusBadge } from './status-badge'

type Props = { reviews: ReviewView[]; base: string; now: Date }

/** The reviews in the order of the plan, a panel for each phase. */
export function ReviewList({ reviews, base, now }: Props) {
  const phases = [...new Set(reviews.map((r) => r.phase))]
  return phases.map((phase) => (
    <Panel key={phase} title={`Phase ${phase}`} padded={false}>
      <ul>
        {reviews
          .filter((r) => r.phase === phase)
          .map((review) => (
            <ReviewRow key={review.id} review={review} base={base} now={now} />
          ))}
      </ul>
    </Panel>
  ))
}

function ReviewRow({ review, base, now }: { review: ReviewView; base: string; now: Date }) {
  const items = review.sections.flatMap((s) => s.items)
  return (
    <li className="grid items-center gap-x-8 gap-y-3 border-b border-line px-4 py-3 last:border-b-0 hover:bg-sunken/50 sm:grid-cols-2 lg:grid-cols-[minmax(0,1fr)_176px_176px_192px]">
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
          <span className="text-ink-3">{review.step}</span>
          <Link href={`${base}/reviews/${review.id}`} className="font-medium wrap-anywhere hover:underline">
            {review.title}
          </Link>
          <StatusBadge review={review} />
        </p>
        <p className="mt-0.5 text-xs text-ink-3 wrap-anywhere">
          on {review.branch}, started <AbsoluteTime at={review.startedAt} />
        </p>
      </div>
      <SignedBy review={review} now={now} />
      <Progress
        label="Items signed"
        done={items.filter((i) => i.state === 'signed').length}
        total={items.length}
      />
      <Progress label="Time spent" done={review.spentMinutes} total={review.plannedMinutes} unit="min" />
    </li>
  )
}

function SignedBy({ review: { signature }, now }: { review: ReviewView; now: Date }) {
  if (!signature) return <p className="text-sm text-ink-3">not signed</p>
  return (
    <p className="min-w-0 text-sm">
      <span className="wrap-anywhere">{signature.name}</span>
      <span className="block text-xs text-ink-3">
        {signature.meaning}, <RelativeTime at={signature.at} now={now} />
      </span>
    </p>
  )
}
