'use server'
import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import { REVIEW_TEMPLATES } from '@/lib/core/template'
import { type ActionResult, action } from '@/lib/http/action'
import { getProjectContext, notFound } from '@/lib/projects/context'
import { createReview } from '@/lib/reviews/create-review'
import type { ProjectParams } from '../page-context'

export async function startReview(
  at: ProjectParams,
  _before: unknown,
  form: FormData,
): Promise<ActionResult<null>> {
  const text = (name: string) => String(form.get(name) ?? '')
  return action(async () => {
    const ctx = await getProjectContext(at.org, at.project)
    const template = REVIEW_TEMPLATES.find((t) => t.name === text('template'))
    if (!template) throw notFound()
    const { id } = await createReview(ctx, template, {
      phase: text('phase'),
      step: text('step'),
      title: text('title') || undefined,
      branch: text('branch') || undefined,
    })
    revalidatePath(`/${at.org}/${at.project}`, 'layout')
    redirect(`/${ctx.organisation.slug}/${ctx.project.slug}/reviews/${id}`)
  })
}
