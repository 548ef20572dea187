import { Button } from '@/components/ui/button'
import { Key } from '@/components/ui/key'
import type { AlertRow } from '@/lib/alerts/queries'
import type { AlertAction } from '@/lib/core/alert-life'
import { ACTIONS, type May, namesOf, possible } from './actions'

type Props = {
  /** what the actions would be done to */
  targets: AlertRow[]
  /** whether they were chosen; else it is the one with the focus */
  chosen: boolean
  may: May
  busy: boolean
  ask: (action: AlertAction, alerts: AlertRow[]) => void
  clear: () => void
}

/** What can be done to the chosen alerts, or to the one with the focus. */
export function ActionBar({ targets, chosen, may, busy, ask, clear }: Props) {
  if (targets.length === 0 || !may.decide) return null
  const actions = possible(targets, may)
  return (
    <section
      aria-label="Actions"
      className="pointer-events-auto mx-auto flex max-w-full flex-wrap items-center gap-x-3 gap-y-2 rounded-md border border-line-strong bg-surface px-3 py-2 shadow-lg shadow-black/10"
    >
      <span className="min-w-0 text-sm font-medium wrap-anywhere">
        {chosen ? `${targets.length} chosen` : namesOf(targets)}
      </span>
      <span className="flex flex-wrap gap-1.5">
        {actions.map(({ action, alerts }) => (
          <Button
            key={action}
            type="button"
            look="quiet"
            small
            disabled={busy}
            title={ACTIONS[action].does}
            onClick={() => ask(action, alerts)}
            aria-keyshortcuts={ACTIONS[action].key}
          >
            {ACTIONS[action].verb}
            {alerts.length < targets.length && ` ${alerts.length} of ${targets.length}`}
            <Key name={ACTIONS[action].key} />
          </Button>
        ))}
        {chosen && (
          <Button type="button" look="quiet" small onClick={clear}>
            Clear
          </Button>
        )}
      </span>
    </section>
  )
}
