import { Panel } from '@/components/ui/card'
import { AbsoluteTime, RelativeTime } from '@/components/ui/time'
import type { AlertRow } from '@/lib/alerts/queries'
import type { FormAction } from '@/lib/http/action'
import { Due } from './alert-facts'
import { OwnerForm } from './owner-form'
import type { Person } from './use-desk'

type Props = {
  alert: AlertRow
  people: Person[]
  now: Date
  /** null for who may only read */
  act: FormAction | null
}

/** Whose it is, until when, and since when it stands. */
export function OwnerPanel({ alert, people, now, act }: Props) {
  return (
    <Panel title="Owner">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-sm">
        <dt className="text-ink-3">Owner</dt>
        <dd>{alert.owner?.name ?? <span className="text-ink-3">nobody</span>}</dd>
        {alert.dueAt && (
          <>
            <dt className="text-ink-3">Due</dt>
            <dd>
              <Due alert={alert} now={now} />
            </dd>
          </>
        )}
        <dt className="text-ink-3">Raised</dt>
        <dd>
          <RelativeTime at={alert.createdAt} now={now} />
        </dd>
        {alert.resolvedAt && (
          <>
            <dt className="text-ink-3">Closed</dt>
            <dd>
              <AbsoluteTime at={alert.resolvedAt} />
            </dd>
          </>
        )}
      </dl>
      {act && (
        <details className="mt-3 border-t border-line pt-3">
          <summary className="text-sm font-medium hover:text-accent">Change owner</summary>
          <div className="mt-3">
            <OwnerForm alert={alert} people={people} now={now} act={act} />
          </div>
        </details>
      )}
    </Panel>
  )
}
