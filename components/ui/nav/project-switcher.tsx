'use client'
import Link from 'next/link'
import { useEffect, useRef } from 'react'
import { Icon } from '../icon'

export type ProjectLink = { organisation: string; project: string; href: string; current: boolean }

export function ProjectSwitcher({ projects }: { projects: ProjectLink[] }) {
  const box = useRef<HTMLDetailsElement>(null)
  const current = projects.find((p) => p.current)

  useEffect(() => {
    const close = (event: Event) => {
      const outside =
        event instanceof KeyboardEvent ? event.key === 'Escape' : !box.current?.contains(event.target as Node)
      if (outside && box.current) box.current.open = false
    }
    document.addEventListener('click', close)
    document.addEventListener('keydown', close)
    return () => {
      document.removeEventListener('click', close)
      document.removeEventListener('keydown', close)
    }
  }, [])

  return (
    <details ref={box} className="group relative min-w-0">
      <summary className="flex list-none items-center gap-2 rounded-md border border-line bg-surface px-2.5 py-1.5 hover:border-line-strong [&::-webkit-details-marker]:hidden">
        <span className="min-w-0 flex-1">
          <span className="block truncate text-xs text-ink-3">{current?.organisation ?? 'Projects'}</span>
          <span className="block truncate font-medium">{current?.project ?? 'Choose a project'}</span>
        </span>
        <Icon name="chevron" className="size-4 text-ink-3 group-open:rotate-180" />
        <span className="sr-only">Switch project</span>
      </summary>
      <ul className="absolute inset-x-0 z-30 mt-1 max-h-80 min-w-48 overflow-auto rounded-md border border-line-strong bg-surface p-1 shadow-lg shadow-black/10">
        {projects.map((p) => (
          <li key={p.href}>
            <Link
              href={p.href}
              aria-current={p.current ? 'true' : undefined}
              onClick={() => {
                if (box.current) box.current.open = false
              }}
              className="block rounded-sm px-2 py-1.5 hover:bg-sunken aria-[current]:bg-accent-wash"
            >
              <span className="block truncate text-xs text-ink-3">{p.organisation}</span>
              <span className="block truncate">{p.project}</span>
            </Link>
          </li>
        ))}
      </ul>
    </details>
  )
}
