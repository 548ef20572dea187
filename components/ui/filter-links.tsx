import Link from 'next/link'

export type Choice = { label: string; href: string; current: boolean }

/** A filter whose choices are links: the address is the state. */
export function FilterLinks({ label, choices }: { label: string; choices: Choice[] }) {
  return (
    <nav aria-label={label} className="flex flex-wrap items-center gap-x-2 gap-y-1 text-sm">
      <span className="text-xs text-ink-3">{label}</span>
      <ul className="flex flex-wrap rounded-md border border-line bg-surface p-0.5">
        {choices.map((c) => (
          <li key={c.href}>
            <Link
              href={c.href}
              scroll={false}
              aria-current={c.current ? 'true' : undefined}
              className="block rounded-sm px-2 py-0.5 whitespace-nowrap text-ink-2 hover:text-ink aria-[current]:bg-accent-wash aria-[current]:font-medium aria-[current]:text-accent"
            >
              {c.label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}

export type Query = Record<string, string | undefined>

/** `path` with these search parameters, the empty ones left out. */
export function hrefWith(path: string, query: Query): string {
  const search = new URLSearchParams(
    Object.entries(query).filter((e): e is [string, string] => Boolean(e[1])),
  )
  return search.size > 0 ? `${path}?${search}` : path
}

/** The first value of each search parameter. */
export const oneOfEach = (query: Record<string, string | string[] | undefined>): Query =>
  Object.fromEntries(
    Object.entries(query).map(([key, value]) => [key, Array.isArray(value) ? value[0] : value]),
  )
