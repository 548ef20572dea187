'use client'
import type { ReactNode } from 'react'
import { Keys } from '@/components/ui/keys'
import { groupAlerts } from '@/lib/core/alert-groups'
import type { FormAction } from '@/lib/http/action'
import { ActionBar } from './action-bar'
import { ActionDialog } from './action-dialog'
import type { May } from './actions'
import { GroupHead } from './group-head'
import { type InboxAlert, InboxRow } from './inbox-row'
import { Toast } from './toast'
import { type Person, useDesk } from './use-desk'
import { useList } from './use-list'

const SHEET = [
  ['j', 'next alert'],
  ['k', 'alert before'],
  ['Enter', 'open it'],
  ['x', 'choose it; shift and click for a range'],
  ['a', 'acknowledge'],
  ['d', 'dismiss as noise'],
  ['c', 'accept the new level'],
  ['r', 'reopen, or undo'],
  ['?', 'this sheet'],
] as const

type Props = {
  alerts: InboxAlert[]
  /** address of an alert is this, its id, and the filter */
  path: string
  search: string
  now: Date
  people: Person[]
  me: string
  may: May
  act: FormAction
  /** at the head of the list */
  tools: ReactNode
  /** said when there is none */
  empty: ReactNode
}

/** The inbox: alerts that one change may have caused stand together, and any number of them is dealt with at once. */
export function Inbox({ alerts, path, search, now, people, me, may, act, tools, empty }: Props) {
  const groups = groupAlerts(alerts)
  const shown = groups.flatMap((g) => g.alerts)
  const list = useList(shown.map((a) => a.id))
  const desk = useDesk(act, () => list.chooseAll(false))
  const anyChosen = list.chosen.length > 0
  const targets = shown.filter((a) => (anyChosen ? list.chosen.includes(a.id) : a.id === list.current))
  const reopens = targets.some((a) => ['acknowledged', 'dismissed', 'resolved'].includes(a.state))

  const row = (alert: InboxAlert, alone: boolean) => (
    <InboxRow
      key={alert.id}
      alert={alert}
      href={`${path}/${alert.id}${search}`}
      now={now}
      alone={alone}
      keys={{
        link: alert.id === list.next ? 'j' : alert.id === list.previous ? 'k' : undefined,
        box: alert.id === list.current ? 'x' : undefined,
      }}
      chosen={may.decide ? list.chosen.includes(alert.id) : null}
      choose={list.choose}
      enter={list.enter}
    />
  )
  return (
    <div ref={list.box} className="flex flex-col gap-3">
      <div className="flex min-h-8 flex-wrap items-center gap-x-4 gap-y-2 px-4">
        {may.decide && shown.length > 0 && (
          <label className="flex items-center gap-3 text-sm text-ink-2">
            <input
              type="checkbox"
              className="size-4 accent-accent"
              checked={list.chosen.length === shown.length}
              onChange={(e) => list.chooseAll(e.target.checked)}
            />
            Choose all
          </label>
        )}
        <span className="text-sm text-ink-3">
          {shown.length} {shown.length === 1 ? 'alert' : 'alerts'}
          {groups.length < shown.length && ` in ${groups.length} ${groups.length === 1 ? 'range' : 'ranges'}`}
        </span>
        <span className="ml-auto flex items-center gap-2">
          <span>{tools}</span>
          <Keys sheet={SHEET} />
        </span>
      </div>
      {shown.length === 0 && <div className="rounded-md border border-line bg-surface">{empty}</div>}
      <ul className="flex flex-col gap-2" aria-label="Alerts">
        {groups.map((group) => (
          <li key={group.alerts[0]!.id} className="rounded-md border border-line bg-surface">
            {group.alerts.length > 1 && (
              <GroupHead
                group={group}
                chosen={may.decide ? list.chosen : null}
                choose={(on) =>
                  list.chooseSome(
                    group.alerts.map((a) => a.id),
                    on,
                  )
                }
              />
            )}
            <ul>{group.alerts.map((a) => row(a, group.alerts.length === 1))}</ul>
          </li>
        ))}
      </ul>
      <div className="pointer-events-none sticky bottom-4 z-20 flex flex-col gap-2 max-md:bottom-18">
        <Toast told={desk.told} busy={desk.busy} keyed={!reopens} forget={desk.forget} />
        <ActionBar
          targets={targets}
          chosen={anyChosen}
          may={may}
          busy={desk.busy}
          ask={desk.ask}
          clear={() => list.chooseAll(false)}
        />
      </div>
      <ActionDialog desk={desk} people={people} me={me} now={now} />
    </div>
  )
}
