import type { ReactNode } from 'react'
import { Logo } from './wordmark'

/** A page that says one thing and what to do. */
export function Message({
  title,
  children,
  action,
}: {
  title: string
  children: ReactNode
  action: ReactNode
}) {
  return (
    <main id="content" className="mx-auto flex max-w-lg flex-col items-start gap-4 px-6 py-24">
      <Logo className="size-8" />
      <h1 className="text-xl font-semibold tracking-tight">{title}</h1>
      <p className="text-base text-ink-2">{children}</p>
      {action}
    </main>
  )
}
