import Link from 'next/link'
import type { AlertRow } from '@/lib/alerts/queries'
import { alertName } from '@/lib/core/alert-words'
import { formatEffect } from '@/lib/core/format'
import { AlertStateMark } from './alert-facts'

type Props = { alerts: AlertRow[]; current: string; path: string; search: string; view: string }

/** The inbox beside the alert that was opened from it, with the same filter. */
export function AlertNav({ alerts, current, path, search, view }: Props) {
  return (
    <nav aria-label="Alerts of the inbox" className="hidden min-w-0 lg:row-span-2 lg:block xl:row-span-1">
      <div
        data-item-list=""
        className="relative rounded-md border border-line bg-surface p-2 lg:sticky lg:top-4 lg:max-h-[calc(100dvh-32px)] lg:overflow-y-auto"
      >
        <p className="flex justify-between gap-2 px-2 py-0.5 text-xs text-ink-3">
          <span>{view}</span>
          <span>{alerts.length}</span>
        </p>
        <ul>
          {alerts.map((a) => (
            <li key={a.id}>
              <Link
                href={`${path}/${a.id}${search}`}
                prefetch={false}
                aria-current={a.id === current ? 'true' : undefined}
                className="flex items-start gap-2 rounded-sm px-2 py-1 text-sm -outline-offset-2 hover:bg-sunken aria-[current]:bg-accent-wash"
              >
                <span className="flex h-5 items-center">
                  <AlertStateMark state={a.state} />
                </span>
                <span className="min-w-0 flex-1 wrap-anywhere">{alertName(a)}</span>
                {a.states.length === 0 && (
                  <span className="text-xs leading-5 whitespace-nowrap text-missed">
                    {formatEffect(a.effect)}
                  </span>
                )}
              </Link>
            </li>
          ))}
        </ul>
        {alerts.length === 0 && <p className="px-2 py-1 text-sm text-ink-3">Nothing is left here.</p>}
      </div>
    </nav>
  )
}
