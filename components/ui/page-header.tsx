import Link from 'next/link'
import type { ReactNode } from 'react'

type Props = {
  title: ReactNode
  /** the way back up, outermost first */
  trail?: { label: string; href: string }[]
  badges?: ReactNode
  lead?: ReactNode
  actions?: ReactNode
}

/** Where one is and what the page answers; holds the page's only heading of level 1. */
export function PageHeader({ title, trail, badges, lead, actions }: Props) {
  return (
    <header className="mb-6 flex flex-wrap items-end gap-x-6 gap-y-3">
      <div className="min-w-0 flex-1 basis-64">
        {trail && (
          <nav aria-label="Breadcrumb" className="mb-1 text-xs text-ink-3">
            <ol className="flex flex-wrap gap-1">
              {trail.map((step) => (
                <li key={step.href} className="after:ml-1 after:content-['/']">
                  <Link href={step.href} className="hover:text-ink hover:underline">
                    {step.label}
                  </Link>
                </li>
              ))}
            </ol>
          </nav>
        )}
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <h1 className="min-w-0 text-xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
          {badges}
        </div>
        {lead && <div className="mt-1 max-w-[72ch] text-base text-ink-2">{lead}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  )
}
