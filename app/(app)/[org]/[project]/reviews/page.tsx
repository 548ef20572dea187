import { ReviewList } from '@/components/reviews/review-list'
import { StartReviewForm } from '@/components/reviews/start-review-form'
import { Panel } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { can } from '@/lib/auth/permissions'
import { REVIEW_TEMPLATES, type ReviewTemplate } from '@/lib/core/template'
import type { Ctx } from '@/lib/projects/context'
import { listReviews } from '@/lib/reviews/queries'
import { baseOf, type ProjectParams, pageContext } from '../page-context'
import { startReview } from './actions'

export const metadata = { title: 'Reviews' }

export default async function Reviews({ params }: { params: Promise<ProjectParams> }) {
  const ctx = await pageContext(params, '/reviews')
  const reviews = await listReviews(ctx)
  return (
    <>
      <PageHeader
        title="Reviews"
        lead="One for each step of the plan; a signature holds as long as its evidence."
      />
      <div className="flex flex-col gap-6">
        <ReviewList reviews={reviews} base={baseOf(ctx)} now={ctx.now} />
        <Start ctx={ctx} first={reviews.length === 0} />
      </div>
    </>
  )
}

/** For those who may manage, the form; for others, when there is nothing else to see, who can. */
function Start({ ctx, first }: { ctx: Ctx; first: boolean }) {
  if (!can(ctx.role, 'manage'))
    return (
      first && (
        <Panel title="No review yet" padded={false}>
          <EmptyState>
            A review is started by an admin, because it sets targets. You are a {ctx.role} here.
          </EmptyState>
        </Panel>
      )
    )
  const at = { org: ctx.organisation.slug, project: ctx.project.slug }
  const form = (
    <StartReviewForm
      action={startReview.bind(null, at)}
      templates={REVIEW_TEMPLATES.map((t) => ({ name: t.name, title: t.title, what: sizeOf(t) }))}
      defaultBranch={ctx.project.defaultBranch}
    />
  )
  if (first)
    return (
      <Panel title="Start a review" note="it turns measurements into signed decisions">
        {form}
      </Panel>
    )
  return (
    <details className="rounded-md border border-line bg-surface">
      <summary className="px-4 py-2.5 text-sm font-semibold hover:text-accent">Start a review</summary>
      <div className="border-t border-line p-4">{form}</div>
    </details>
  )
}

function sizeOf({ sections, metrics, steps }: ReviewTemplate) {
  const items = sections.reduce((sum, s) => sum + s.items.length, 0)
  const minutes = steps.reduce((sum, s) => sum + s.plannedMinutes, 0)
  return `${items} items, ${metrics.length} metrics, ${minutes} minutes planned`
}
