import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { AppError } from '@/lib/errors'
import { type Ctx, getProjectContext } from '@/lib/projects/context'

export type ProjectParams = { org: string; project: string }

/** One look-up a request, shared by the layout and the page, so that both speak of the same moment. */
const lookUp = cache((org: string, project: string) => getProjectContext(org, project))

export const baseOf = (ctx: Pick<Ctx, 'organisation' | 'project'>) =>
  `/${ctx.organisation.slug}/${ctx.project.slug}`

/** The context of a page, or null for someone who is not signed in. What is not theirs is not found. */
export async function tryPageContext(params: Promise<ProjectParams>): Promise<Ctx | null> {
  const { org, project } = await params
  try {
    return await lookUp(org, project)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    if (error instanceof AppError && error.code === 'unauthenticated') return null
    throw error
  }
}

/** The context of the page at `path` below the project. Who is not signed in signs in first, and comes back to it. */
export async function pageContext(params: Promise<ProjectParams>, path = ''): Promise<Ctx> {
  const ctx = await tryPageContext(params)
  if (ctx) return ctx
  const { org, project } = await params
  redirect(`/sign-in?callbackUrl=${encodeURIComponent(`/${org}/${project}${path}`)}`)
}

/** What a query returns, or the not-found page when it finds nothing. */
export async function orNotFound<T>(query: Promise<T>): Promise<T> {
  try {
    return await query
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') notFound()
    throw error
  }
}
