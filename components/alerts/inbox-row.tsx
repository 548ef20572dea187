import Link from 'next/link'
import { Step } from '@/components/charts/step'
import { SimulatedBadge } from '@/components/ui/badge'
import { RelativeTime } from '@/components/ui/time'
import type { AlertRow, AlertStep } from '@/lib/alerts/queries'
import { alertName, changeWords } from '@/lib/core/alert-words'
import { AlertStateBadge, CommitRange, Due, Effect, Place } from './alert-facts'

export type InboxAlert = AlertRow & { step: AlertStep | null }

type Props = {
  alert: InboxAlert
  href: string
  now: Date
  /** the only one of its range, which it then says itself */
  alone: boolean
  /** j and k move the focus here; x chooses it */
  keys: { link?: string; box?: string }
  /** null where nothing may be chosen */
  chosen: boolean | null
  choose: (id: string, range: boolean) => void
  enter: (id: string) => void
}

/** One alert of the inbox: what, how much, how it looks, how it stands, whose it is. */
export function InboxRow({ alert: a, href, now, alone, keys, chosen, choose, enter }: Props) {
  const name = alertName(a)
  // What a state was and became, its runs tell.
  const levels =
    a.states.length === 0 || !a.step
      ? a
      : { ...a, before: a.step.before.at(-1) ?? null, after: a.step.after[0] ?? null }
  return (
    <li
      onFocus={() => enter(a.id)}
      className={`relative grid grid-cols-[auto_minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2 first:border-t-0 hover:bg-sunken/60 has-[a[data-row]:focus-visible]:outline-2 has-[a[data-row]:focus-visible]:-outline-offset-2 has-[a[data-row]:focus-visible]:outline-accent lg:grid-cols-[auto_minmax(0,1fr)_112px_136px_104px_128px_64px] ${
        chosen ? 'bg-accent-wash hover:bg-accent-wash' : ''
      }`}
    >
      {chosen === null ? (
        <span />
      ) : (
        <label className="relative z-10 -my-2 -ml-2 flex size-9 items-center justify-center">
          <input
            type="checkbox"
            checked={chosen}
            onChange={() => {}}
            onClick={(e) => choose(a.id, e.shiftKey)}
            aria-label={`Choose ${name}`}
            aria-keyshortcuts={keys.box}
            className="size-4 accent-accent"
          />
        </label>
      )}
      <div className="min-w-0">
        <p className="flex flex-wrap items-center gap-x-2">
          <Link
            href={href}
            prefetch={false}
            data-row=""
            data-key="focus"
            aria-keyshortcuts={keys.link}
            className="font-medium wrap-anywhere outline-none after:absolute after:inset-0"
          >
            {name}
          </Link>
          {a.simulated && <SimulatedBadge />}
        </p>
        <p className="text-xs text-ink-3 wrap-anywhere">
          {changeWords(levels)}
          {alone && (
            <>
              {' · '}
              <CommitRange good={a.good} commit={a.commit} /> · <Place alert={a} />
            </>
          )}
        </p>
      </div>
      <div className="hidden lg:block">{a.step && <Step {...a.step} />}</div>
      <div className="flex justify-end">
        <Effect alert={a} />
      </div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1 max-lg:col-span-2 max-lg:col-start-2 lg:contents">
        <span className="flex">
          <AlertStateBadge state={a.state} />
        </span>
        <p className="flex min-w-0 flex-wrap gap-x-2 text-xs lg:flex-col">
          <span className={a.owner ? 'truncate text-ink-2' : 'text-ink-3'}>
            <span className="sr-only">owner </span>
            {a.owner?.name ?? 'nobody'}
          </span>
          <Due alert={a} now={now} />
        </p>
        <span className="text-right text-xs text-ink-3">
          <RelativeTime at={a.createdAt} now={now} />
        </span>
      </div>
    </li>
  )
}
