'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useId, useTransition } from 'react'
import { type Choice, hrefWith } from '@/components/ui/filter-links'
import { ALERT_STATES } from '@/lib/core/alert-life'
import { type AlertQuery, ORDERS } from './alert-filter'
import type { Person } from './use-desk'

type Props = {
  path: string
  query: AlertQuery
  views: (Choice & { count: number | undefined })[]
  metrics: { metric: string; title: string }[]
  people: Person[]
  me: string
}
type Option = { value: string; label: string }

/** Filters with a name, then each by itself; all of it is in the address, so that a link keeps it. */
export function AlertFilters({ path, query, views, metrics, people, me }: Props) {
  const router = useRouter()
  const [busy, start] = useTransition()
  const set = (name: keyof AlertQuery) => (value: string) =>
    start(() => router.push(hrefWith(path, { ...query, [name]: value }), { scroll: false }))
  const states = ['live', 'closed', 'all', ...ALERT_STATES].map((s) => ({ value: s, label: s }))
  const owners = [
    { value: '', label: 'anybody' },
    { value: 'me', label: 'me' },
    { value: 'nobody', label: 'nobody' },
    ...people.filter((p) => p.id !== me).map((p) => ({ value: p.id, label: p.name })),
  ]
  const orders = Object.entries(ORDERS).map(([value, label]) => ({ value, label }))
  const titles = [{ value: '', label: 'all' }, ...metrics.map((m) => ({ value: m.metric, label: m.title }))]
  return (
    <div className="flex flex-wrap items-center gap-x-6 gap-y-2" aria-busy={busy}>
      <nav aria-label="Views">
        <ul className="flex flex-wrap rounded-md border border-line bg-surface p-0.5 text-sm">
          {views.map((v) => (
            <li key={v.href}>
              <Link
                href={v.href}
                scroll={false}
                aria-current={v.current ? 'true' : undefined}
                className="block rounded-sm px-2 py-0.5 whitespace-nowrap text-ink-2 hover:text-ink aria-[current]:bg-accent-wash aria-[current]:font-medium aria-[current]:text-accent"
              >
                {v.label}
                {v.count !== undefined && v.count > 0 && (
                  <span className="ml-1.5 text-xs text-ink-3">{v.count}</span>
                )}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="flex min-w-0 flex-wrap gap-x-3 gap-y-2">
        <Pick label="State" value={query.state ?? 'live'} options={states} set={set('state')} />
        <Pick label="Owner" value={query.owner ?? ''} options={owners} set={set('owner')} />
        {titles.length > 2 && (
          <Pick label="Metric" value={query.metric ?? ''} options={titles} set={set('metric')} />
        )}
        <Pick label="Order" value={query.order ?? 'newest'} options={orders} set={set('order')} />
      </div>
    </div>
  )
}

type PickProps = { label: string; value: string; options: Option[]; set: (value: string) => void }

function Pick({ label, value, options, set }: PickProps) {
  const id = useId()
  const plain = value === '' || value === 'live' || value === 'newest'
  return (
    <div className="flex min-w-0 items-center gap-1.5">
      <label htmlFor={id} className="text-xs text-ink-3">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(e) => set(e.target.value)}
        className={`h-7 max-w-48 min-w-0 rounded-md border bg-surface px-1.5 text-sm ${
          plain ? 'border-line text-ink-2' : 'border-accent text-ink'
        }`}
      >
        {options.some((o) => o.value === value) || <option value={value}>{value}</option>}
        {options.map((o) => (
          <option key={o.value} value={o.value}>
            {o.label}
          </option>
        ))}
      </select>
    </div>
  )
}
