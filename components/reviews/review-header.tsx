import { GradeTile } from '@/components/ui/grade-tile'
import { Keys } from '@/components/ui/keys'
import { PageHeader } from '@/components/ui/page-header'
import { AbsoluteTime } from '@/components/ui/time'
import type { Grade } from '@/lib/core/grade'
import type { ReviewView } from '@/lib/reviews/rows'
import type { ReviewPlace } from './place'
import { StatusBadge } from './status-badge'

const SHEET = [
  ['j', 'next item'],
  ['k', 'item before'],
  ['p', 'pass'],
  ['f', 'fail'],
  ['n', 'not applicable'],
  ['w', 'waive'],
  ['s', 'sign: go to the password'],
  ['?', 'this sheet'],
] as const

type Props = { review: ReviewView; place: ReviewPlace; grade: Grade | null; current: string | null }

export function ReviewHeader({ review, place, grade, current }: Props) {
  return (
    <PageHeader
      trail={[{ label: 'Reviews', href: `${place.base}/reviews` }]}
      title={review.title}
      badges={<StatusBadge review={review} />}
      lead={
        <>
          <p className="flex flex-wrap gap-x-3 text-sm">
            <span className="font-medium tracking-wide text-ink uppercase">
              Phase {review.phase} · step {review.step}
            </span>
            <span>
              started <AbsoluteTime at={review.startedAt} />
            </span>
            <span className="wrap-anywhere">on {review.branch}</span>
          </p>
          <p className="text-sm text-ink-3">{grade?.rule ?? 'No grade: nothing has been judged yet.'}</p>
        </>
      }
      actions={
        <>
          <Keys sheet={SHEET} current={current} />
          <GradeTile grade={grade} />
        </>
      }
    />
  )
}
