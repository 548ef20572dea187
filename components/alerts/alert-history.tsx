import { CommentForm } from '@/components/alerts/comment-form'
import { Panel } from '@/components/ui/card'
import { RelativeTime } from '@/components/ui/time'
import type { AlertDetail } from '@/lib/alerts/queries'
import { eventWords } from '@/lib/core/alert-words'
import type { FormAction } from '@/lib/http/action'
import type { Person } from './use-desk'

type Props = {
  alert: AlertDetail
  people: Person[]
  now: Date
  /** null for who may only read */
  act: FormAction | null
}

/** What became of it: who did what, when, and why; and room for one more word. */
export function AlertHistory({ alert, people, now, act }: Props) {
  const names = new Map(people.map((p) => [p.id, p.name]))
  return (
    <Panel title="History">
      <ol className="flex flex-col gap-2.5">
        {alert.events.map((e) => (
          <li key={e.id} className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-4 text-sm">
            <p className="wrap-anywhere">
              <span className={e.actor === 'Phasegate' ? 'text-ink-2' : 'font-medium'}>{e.actor}</span>{' '}
              <span className="text-ink-2">{eventWords(e, names)}</span>
            </p>
            <span className="text-xs text-ink-3">
              <RelativeTime at={e.at} now={now} />
            </span>
            {e.note && (
              <p className="col-start-1 mt-0.5 border-l-2 border-line-strong/50 pl-3 text-base wrap-anywhere">
                {e.note}
              </p>
            )}
          </li>
        ))}
        {alert.events.length === 0 && <li className="text-sm text-ink-3">Nothing is written down.</li>}
      </ol>
      {act && <CommentForm id={alert.id} act={act} />}
    </Panel>
  )
}
