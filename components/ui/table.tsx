import type { ComponentProps, ReactNode } from 'react'

/** A table that scrolls inside its own box, so that the page never does. `label` names it for those who cannot see it. */
export function Table({
  label,
  children,
  className = '',
}: {
  label: string
  children: ReactNode
  className?: string
}) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms; a region would be a landmark beside its panel's
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
    <div role="group" className="relative overflow-x-auto" aria-label={label} tabIndex={0}>
      <table className={`w-full border-collapse text-sm ${className}`}>
        <caption className="sr-only">{label}</caption>
        {children}
      </table>
    </div>
  )
}

export function Th({ className = '', numeric, ...rest }: ComponentProps<'th'> & { numeric?: boolean }) {
  return (
    <th
      scope="col"
      className={`h-8 border-b border-line px-3 text-xs font-medium whitespace-nowrap text-ink-3 first:pl-4 last:pr-4 ${
        numeric ? 'text-right' : 'text-left'
      } ${className}`}
      {...rest}
    />
  )
}

export function Td({ className = '', numeric, ...rest }: ComponentProps<'td'> & { numeric?: boolean }) {
  return (
    <td
      className={`h-10 px-3 py-1.5 align-middle first:pl-4 last:pr-4 ${numeric ? 'text-right whitespace-nowrap' : ''} ${className}`}
      {...rest}
    />
  )
}

export function Tr({ className = '', ...rest }: ComponentProps<'tr'>) {
  return <tr className={`border-b border-line last:border-b-0 hover:bg-sunken/50 ${className}`} {...rest} />
}
