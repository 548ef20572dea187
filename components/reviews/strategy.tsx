import { Panel } from '@/components/ui/card'
import { Icon } from '@/components/ui/icon'
import { RelativeTime } from '@/components/ui/time'
import type { FormAction } from '@/lib/http/action'
import type { ReviewView, StepView } from '@/lib/reviews/rows'
import type { ReviewPlace } from './place'
import { DoneForm, TimeForm } from './strategy-forms'

type Actions = { logTime: FormAction; finish: FormAction }
type Props = Actions & { review: ReviewView; place: ReviewPlace }

/** The planned parts of the work, each with its minutes and the time that went into it. */
export function Strategy({ review, place, logTime, finish }: Props) {
  const { spentMinutes: spent, plannedMinutes: planned, template, steps } = review
  return (
    <Panel
      title="Strategy"
      note={`${spent} of ${planned} min planned, budget ${template.budgetMinutes} min`}
      padded={false}
    >
      <ol>
        {steps.map((step) => (
          <li key={step.position} className="border-b border-line px-4 py-3 last:border-b-0">
            <Part step={step} place={place} logTime={logTime} finish={finish} />
          </li>
        ))}
      </ol>
    </Panel>
  )
}

function Part({ step, place, logTime, finish }: Actions & { step: StepView; place: ReviewPlace }) {
  const { position, title, detail, plannedMinutes, spentMinutes, doneAt, entries } = step
  const may = place.may.decide
  return (
    <>
      <div className="flex items-start gap-x-4">
        <div className="min-w-0 flex-1">
          <h3 className="flex gap-2 text-base font-medium">
            <span className="text-ink-3">{position}</span>
            <span className="wrap-anywhere">{title}</span>
          </h3>
          <p className="pl-4 text-sm text-ink-2">{detail}</p>
        </div>
        <div className="flex shrink-0 flex-col items-end gap-1.5">
          <p className="text-right text-sm whitespace-nowrap">
            {spentMinutes}{' '}
            <span className="text-ink-3">
              of {plannedMinutes}
              {'\u2009'}min
            </span>
            {doneAt && (
              <span className="flex items-center gap-1 text-xs text-met">
                <Icon name="check" className="size-3.5" />
                done <RelativeTime at={doneAt} now={place.now} />
              </span>
            )}
          </p>
          {may && <DoneForm action={finish} position={position} title={title} done={doneAt !== null} />}
        </div>
      </div>
      {(may || entries.length > 0) && (
        <details className="mt-1 pl-4">
          <summary className="text-xs text-ink-3 hover:text-ink">
            {may ? 'Log time' : 'Time'}
            {entries.length > 0 && ` (${entries.length})`}
            <span className="sr-only"> on {title}</span>
          </summary>
          <Entries entries={entries} now={place.now} />
          {may && (
            <div className="mt-2">
              <TimeForm action={logTime} position={position} title={title} />
            </div>
          )}
        </details>
      )}
    </>
  )
}

function Entries({ entries, now }: { entries: StepView['entries']; now: Date }) {
  return (
    <ul className="mt-2 flex flex-col gap-1 text-sm">
      {entries.map((e) => (
        <li key={e.at.toISOString()} className="flex flex-wrap gap-x-3">
          <span className="w-14 text-right whitespace-nowrap">{`${e.minutes}\u2009min`}</span>
          <span className="min-w-0 flex-1 basis-40 wrap-anywhere">
            {e.note ?? <span className="text-ink-3">no note</span>}
          </span>
          <span className="text-xs leading-5 text-ink-3">
            {e.by}, <RelativeTime at={e.at} now={now} />
          </span>
        </li>
      ))}
    </ul>
  )
}
