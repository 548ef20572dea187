import { Panel } from '@/components/ui/card'
import { Progress } from '@/components/ui/progress'
import type { ReviewHeadline } from '@/lib/reviews/headline'

/** How far the checklist is, by section, and the time against its plan. */
export function ReviewProgress({ headline }: { headline: ReviewHeadline }) {
  const { sections, plannedMinutes, spentMinutes, budgetMinutes } = headline
  return (
    <>
      <Panel
        title="Checklist"
        note={`${headline.totalItems - headline.openItems} of ${headline.totalItems} signed`}
      >
        <div className="flex flex-col gap-3">
          {sections.map((s) => (
            <Progress key={s.title} label={s.title} done={s.signed} total={s.total} />
          ))}
        </div>
      </Panel>
      <Panel title="Time">
        <Progress label="Spent of planned" done={spentMinutes} total={plannedMinutes} unit="min" />
        <p className="mt-2 text-xs text-ink-3">
          Budget {budgetMinutes}
          {'\u2009'}min in all
        </p>
      </Panel>
      {headline.staleSignatures.length > 0 && (
        <Panel title="Stale signatures">
          <ul className="flex flex-col gap-3 text-sm">
            {headline.staleSignatures.map((s) => (
              <li key={s.title}>
                {s.title}
                <span className="block text-xs text-ink-3">{s.reason}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
    </>
  )
}
