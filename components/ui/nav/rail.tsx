import Link from 'next/link'
import { Wordmark } from '../wordmark'
import { Places } from './places'
import { type ProjectLink, ProjectSwitcher } from './project-switcher'
import { SignOutButton } from './sign-out-button'
import { ThemeToggle } from './theme-toggle'

type Props = {
  base: string
  projects: ProjectLink[]
  openAlerts: number
  person: { name: string; role: string }
}

/** The one rail: who, which project, where. On a phone its head stays on top and the places go to the bottom. */
export function Rail({ base, projects, openAlerts, person }: Props) {
  return (
    <header
      data-print="hidden"
      className="z-20 flex flex-col gap-4 border-line bg-ground max-md:border-b max-md:px-4 max-md:py-2 md:sticky md:top-0 md:h-dvh md:w-52 md:shrink-0 md:border-r md:pt-4"
    >
      <div className="flex items-center gap-3 md:flex-col md:items-stretch md:gap-4 md:px-3">
        <Link href={base} aria-label="Phasegate, overview" className="md:px-1">
          <Wordmark />
        </Link>
        <div className="min-w-0 flex-1">
          <ProjectSwitcher projects={projects} />
        </div>
        <div className="flex md:hidden">
          <ThemeToggle />
          <SignOutButton />
        </div>
      </div>
      <Places base={base} openAlerts={openAlerts} />
      <div className="mt-auto hidden items-center gap-1 border-t border-line px-3 py-2 md:flex">
        <div className="min-w-0 flex-1 px-1">
          <p className="truncate text-sm font-medium">{person.name}</p>
          <p className="text-xs text-ink-3">{person.role}</p>
        </div>
        <ThemeToggle />
        <SignOutButton />
      </div>
    </header>
  )
}
