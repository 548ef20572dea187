import type { ReactNode } from 'react'
import { Rail } from '@/components/ui/nav/rail'
import { countLiveAlerts } from '@/lib/alerts/queries'
import { listMyProjects } from '@/lib/projects/queries'
import { baseOf, type ProjectParams, tryPageContext } from './page-context'

type Props = { children: ReactNode; params: Promise<ProjectParams> }

export default async function ProjectLayout({ children, params }: Props) {
  const ctx = await tryPageContext(params)
  // The page itself sends a stranger to sign in: it knows which address to come back to.
  if (!ctx) return children
  const [mine, openAlerts] = await Promise.all([listMyProjects(ctx.principal), countLiveAlerts(ctx)])
  const base = baseOf(ctx)
  const projects = mine.map(({ organisation, project }) => {
    const href = `/${organisation.slug}/${project.slug}`
    return { organisation: organisation.name, project: project.name, href, current: href === base }
  })
  return (
    <div className="md:flex">
      <Rail
        base={base}
        projects={projects}
        openAlerts={openAlerts}
        person={{ name: ctx.principal.name, role: ctx.role }}
      />
      <main id="content" className="mx-auto w-full max-w-[1328px] min-w-0 px-4 py-6 max-md:pb-24 sm:px-6">
        {children}
      </main>
    </div>
  )
}
