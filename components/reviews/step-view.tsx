import type { FormAction } from '@/lib/http/action'
import type { ReviewView } from '@/lib/reviews/rows'
import { Goals } from './goals'
import { Step, ToGate } from './item-view'
import { itemHref, type ReviewPlace } from './place'
import { Deliverables, Known, Objectives } from './step-facts'
import { Strategy } from './strategy'

type Props = { review: ReviewView; place: ReviewPlace; logTime: FormAction; finish: FormAction }

/** The step as a whole: what it is for, the work planned and done, its goals, and what it hands over. */
export function StepView({ review, place, logTime, finish }: Props) {
  const first = review.sections[0]?.items[0]
  return (
    <>
      <header className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 className="text-xl font-semibold tracking-tight">Step {review.step} as a whole</h2>
        <p className="flex flex-wrap gap-x-4 text-xs">
          <ToGate />
          {first && (
            <Step href={itemHref(place.path, first.key)} name="j">
              First item
            </Step>
          )}
        </p>
      </header>
      <Strategy review={review} place={place} logTime={logTime} finish={finish} />
      <Goals review={review} place={place} />
      <Objectives review={review} />
      <Known review={review} place={place} />
      <Deliverables review={review} place={place} />
    </>
  )
}
