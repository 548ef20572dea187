import { type ReactNode, useId } from 'react'

type Props = {
  /** for links to this part of the page */
  id?: string
  title?: ReactNode
  /** said beside the title, small and grey */
  note?: ReactNode
  /** buttons or links at the right end of the title */
  actions?: ReactNode
  /** false where the content brings its own edges, such as a table */
  padded?: boolean
  className?: string
  children: ReactNode
}

/** A titled region of a page; its title is a heading of level 2. */
export function Panel({ id: anchor, title, note, actions, padded = true, className = '', children }: Props) {
  const id = useId()
  return (
    <section
      id={anchor}
      aria-labelledby={title ? id : undefined}
      className={`min-w-0 rounded-md border border-line bg-surface ${className}`}
    >
      {title && (
        <header className="flex min-h-10 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line px-4 py-2">
          <h2 id={id} className="text-sm font-semibold">
            {title}
          </h2>
          {note && <p className="text-xs text-ink-3">{note}</p>}
          {actions && <div className="ml-auto flex items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={padded ? 'p-4' : ''}>{children}</div>
    </section>
  )
}
