import { Badge, StaleBadge } from '@/components/ui/badge'
import type { ReviewView } from '@/lib/reviews/rows'

/** Of a review, or of an item in the same three words. */
export function StatusBadge({ review }: { review: Pick<ReviewView, 'status' | 'signature'> }) {
  if (review.status === 'stale') return <StaleBadge reason={review.signature?.reasons[0]} />
  return review.status === 'signed' ? <Badge meaning="met">signed</Badge> : <Badge meaning="none">open</Badge>
}
