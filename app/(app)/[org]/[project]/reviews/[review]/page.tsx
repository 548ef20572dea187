import { notFound } from 'next/navigation'
import { cache } from 'react'
import { GatePanel } from '@/components/reviews/gate-panel'
import { ItemNav } from '@/components/reviews/item-nav'
import { ItemView } from '@/components/reviews/item-view'
import { itemHref, type ReviewPlace } from '@/components/reviews/place'
import { ReviewHeader } from '@/components/reviews/review-header'
import { Signatures } from '@/components/reviews/signatures'
import { StepView } from '@/components/reviews/step-view'
import { Timeline } from '@/components/reviews/timeline'
import { hrefWith, oneOfEach } from '@/components/ui/filter-links'
import { can } from '@/lib/auth/permissions'
import { listMetrics } from '@/lib/metrics/queries'
import type { Ctx } from '@/lib/projects/context'
import { listMembers } from '@/lib/projects/queries'
import { gradeOfReview } from '@/lib/reviews/headline'
import { getReview } from '@/lib/reviews/queries'
import { isSigned, itemsOf, type ReviewView } from '@/lib/reviews/rows'
import { baseOf, orNotFound, type ProjectParams, pageContext, tryPageContext } from '../../page-context'
import { decide, finish, sign, spend } from './actions'

type Props = {
  params: Promise<ProjectParams & { review: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** One reading a request, for the title and the page. */
const find = cache((ctx: Ctx, id: string) => orNotFound(getReview(ctx, id)))

export async function generateMetadata({ params, searchParams }: Props) {
  const ctx = await tryPageContext(params)
  if (!ctx) return { title: 'Review' }
  const review = await find(ctx, (await params).review)
  const { item: key } = oneOfEach(await searchParams)
  const item = itemsOf(review).find((i) => i.key === key)
  return { title: item ? `${item.title} · ${review.title}` : review.title }
}

export default async function Review({ params, searchParams }: Props) {
  const at = await params
  const { item: key = null } = oneOfEach(await searchParams)
  const ctx = await pageContext(params, hrefWith(`/reviews/${at.review}`, { item: key ?? undefined }))
  const review = await find(ctx, at.review)
  const item = key === null ? null : (itemsOf(review).find((i) => i.key === key) ?? notFound())
  const place = await placeOf(ctx, review)
  const here = { org: at.org, project: at.project, review: at.review, item: key }
  const subject = item ?? review
  return (
    <>
      <ReviewHeader review={review} place={place} grade={gradeOfReview(review)} current={key} />
      <div className="flex flex-col gap-4">
        <Timeline review={review} now={ctx.now} />
        <div className="grid items-start gap-4 lg:grid-cols-[272px_minmax(0,1fr)] xl:grid-cols-[232px_minmax(0,1fr)_264px] min-[1400px]:grid-cols-[272px_minmax(0,1fr)_288px]">
          <ItemNav review={review} path={place.path} current={key} />
          <div className="flex min-w-0 flex-col gap-4">
            {item ? (
              <ItemView review={review} item={item} place={place} decide={decide.bind(null, here)} />
            ) : (
              <StepView
                review={review}
                place={place}
                logTime={spend.bind(null, here)}
                finish={finish.bind(null, here)}
              />
            )}
          </div>
          <aside
            aria-label="Gate and signatures"
            className="flex min-w-0 flex-col gap-4 lg:col-start-2 xl:col-start-3"
          >
            <GatePanel
              what={item ? 'item' : 'step'}
              current={key}
              subject={subject}
              place={place}
              name={ctx.principal.name}
              action={sign.bind(null, here)}
              next={nextOpen(review, key, place.path)}
            />
            <Signatures signature={subject.signature} superseded={subject.superseded} now={ctx.now} />
          </aside>
        </div>
      </div>
    </>
  )
}

async function placeOf(ctx: Ctx, review: ReviewView): Promise<ReviewPlace> {
  const [definitions, members] = await Promise.all([listMetrics(ctx), listMembers(ctx)])
  const base = baseOf(ctx)
  return {
    base,
    path: `${base}/reviews/${review.id}`,
    now: ctx.now,
    definitions,
    role: ctx.role,
    may: { decide: can(ctx.role, 'decide'), sign: can(ctx.role, 'sign') },
    signers: members.filter((m) => can(m.role, 'sign')).map((m) => m.name),
  }
}

/** Where to go on after signing: the next item that is not signed, from here round to the start, then the step. */
function nextOpen(review: ReviewView, key: string | null, path: string) {
  if (key === null) return null
  const items = itemsOf(review)
  const here = items.findIndex((i) => i.key === key) + 1
  const next = [...items.slice(here), ...items.slice(0, here - 1)].find((i) => !isSigned(i))
  return next
    ? { href: itemHref(path, next.key), title: next.title }
    : { href: path, title: `step ${review.step} as a whole` }
}
