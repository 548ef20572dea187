'use client'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/card'
import { Key } from '@/components/ui/key'
import type { AlertRow } from '@/lib/alerts/queries'
import { STATE_MEANS } from '@/lib/core/alert-words'
import type { FormAction } from '@/lib/http/action'
import { ActionDialog } from './action-dialog'
import { ACTIONS, type May, possible } from './actions'
import { AlertStateBadge } from './alert-facts'
import { Toast } from './toast'
import { type Person, useDesk } from './use-desk'

type Props = { alert: AlertRow; people: Person[]; me: string; may: May; now: Date; act: FormAction }

/** How an alert stands, and what can be done to it, each with what it does. */
export function AlertActions({ alert, people, me, may, now, act }: Props) {
  const desk = useDesk(act)
  const actions = possible([alert], may)
  return (
    <Panel title="State">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
        <AlertStateBadge state={alert.state} />
        <span className="text-ink-2">{STATE_MEANS[alert.state]}</span>
      </p>
      {actions.length > 0 && (
        <ul className="mt-4 flex flex-col gap-3 border-t border-line pt-4">
          {actions.map(({ action }, i) => (
            <li key={action}>
              <Button
                type="button"
                look={i === 0 && alert.state !== 'acknowledged' ? 'primary' : 'quiet'}
                small
                disabled={desk.busy}
                onClick={() => desk.ask(action, [alert])}
                aria-keyshortcuts={ACTIONS[action].key}
              >
                {ACTIONS[action].verb} <Key name={ACTIONS[action].key} />
              </Button>
              <p className="mt-1 text-xs text-ink-3">{ACTIONS[action].does}</p>
            </li>
          ))}
        </ul>
      )}
      {may.decide && !may.sign && (
        <p className="mt-3 text-xs text-ink-3">Only a lead may accept a new level as the baseline.</p>
      )}
      {!may.decide && (
        <p className="mt-3 text-xs text-ink-3">Members and leads deal with alerts; viewers read.</p>
      )}
      <div className="pointer-events-none fixed inset-x-4 bottom-4 z-30 max-md:bottom-18">
        <Toast
          told={desk.told}
          busy={desk.busy}
          keyed={!actions.some((a) => a.action === 'reopen')}
          forget={desk.forget}
        />
      </div>
      <ActionDialog desk={desk} people={people} me={me} now={now} />
    </Panel>
  )
}
