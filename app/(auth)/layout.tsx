import type { ReactNode } from 'react'
import { ThemeToggle } from '@/components/ui/nav/theme-toggle'
import { Wordmark } from '@/components/ui/wordmark'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="flex min-h-dvh flex-col">
      <header className="flex items-center justify-between px-6 py-4">
        <Wordmark />
        <ThemeToggle />
      </header>
      <main id="content" className="mx-auto flex w-full max-w-3xl flex-1 flex-col px-6 py-8 sm:py-16">
        {children}
      </main>
    </div>
  )
}
