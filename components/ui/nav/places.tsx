'use client'
import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { Icon, type IconName } from '../icon'

const PLACES: { name: IconName; label: string; path: string }[] = [
  { name: 'overview', label: 'Overview', path: '' },
  { name: 'metrics', label: 'Metrics', path: '/metrics' },
  { name: 'runs', label: 'Runs', path: '/runs' },
  { name: 'alerts', label: 'Alerts', path: '/alerts' },
  { name: 'reviews', label: 'Reviews', path: '/reviews' },
  { name: 'settings', label: 'Settings', path: '/settings' },
]

/** The six places: a column in the rail, a bar at the bottom of a phone. */
export function Places({ base, openAlerts }: { base: string; openAlerts: number }) {
  const here = usePathname()
  return (
    <nav
      aria-label="Project"
      data-print="hidden"
      className="fixed inset-x-0 bottom-0 z-20 border-t border-line bg-surface pb-[env(safe-area-inset-bottom)] md:static md:border-0 md:bg-transparent md:p-0"
    >
      <ul className="grid grid-cols-6 md:flex md:flex-col md:gap-0.5 md:px-2">
        {PLACES.map(({ name, label, path }) => {
          const href = `${base}${path}`
          const current = path === '' ? here === href : here.startsWith(href)
          return (
            <li key={name}>
              <Link
                href={href}
                aria-current={current ? 'page' : undefined}
                className="relative flex h-14 flex-col items-center justify-center gap-1 text-xs text-ink-2 hover:bg-sunken hover:text-ink aria-[current]:text-accent max-md:-outline-offset-2 md:h-8 md:flex-row md:justify-start md:gap-2.5 md:rounded-md md:px-2 md:text-base md:aria-[current]:bg-accent-wash md:aria-[current]:font-medium"
              >
                <Icon name={name} />
                {label}
                {name === 'alerts' && openAlerts > 0 && (
                  <span className="absolute top-1.5 left-1/2 ml-2 min-w-4 rounded-sm bg-missed-wash px-1 text-center text-xs text-missed md:static md:ml-auto">
                    {openAlerts}
                    <span className="sr-only"> open</span>
                  </span>
                )}
              </Link>
            </li>
          )
        })}
      </ul>
    </nav>
  )
}
