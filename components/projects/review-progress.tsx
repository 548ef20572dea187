import Link from 'next/link'
import { Panel } from '@/components/ui/card'
import { hrefWith } from '@/components/ui/filter-links'
import { Progress } from '@/components/ui/progress'
import { RelativeTime } from '@/components/ui/time'
import type { ReviewHeadline } from '@/lib/reviews/headline'

type Props = { headline: ReviewHeadline; base: string; now: Date }

/** How far the checklist is, by section, the time against its plan, and what no longer holds or soon will not. */
export function ReviewProgress({ headline, base, now }: Props) {
  const { sections, plannedMinutes, spentMinutes, budgetMinutes, nextWaiver, staleSignatures } = headline
  const toItem = (item: string, title: string) => (
    <Link href={hrefWith(`${base}/reviews/${headline.id}`, { item })} className="link wrap-anywhere">
      {title}
    </Link>
  )
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
      {staleSignatures.length > 0 && (
        <Panel title="Stale signatures">
          <ul className="flex flex-col gap-3 text-sm">
            {staleSignatures.map((s) => (
              <li key={s.item}>
                {toItem(s.item, s.title)}
                <span className="block text-xs text-ink-3 wrap-anywhere">{s.reason}</span>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {nextWaiver && (
        <Panel title="Next expiring waiver">
          <p className="text-sm">
            {toItem(nextWaiver.item, nextWaiver.title)}
            <span className="block text-ink-2">
              expires <RelativeTime at={nextWaiver.expiresAt} now={now} />
            </span>
            <span className="block text-xs text-ink-3 wrap-anywhere">{nextWaiver.reason}</span>
          </p>
        </Panel>
      )}
    </>
  )
}
