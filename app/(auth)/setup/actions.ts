'use server'
import { type ActionResult, action } from '@/lib/http/action'
import { setUp } from '@/lib/projects/set-up'

export type SetUpDone = { organisation: string; project: string; token: string }

export async function setUpServer(_before: unknown, form: FormData): Promise<ActionResult<SetUpDone>> {
  const text = (name: string) => String(form.get(name) ?? '')
  return action(() =>
    setUp({
      organisation: { name: text('organisation.name'), slug: text('organisation.slug') },
      project: { name: text('project.name'), slug: text('project.slug') },
      admin: { name: text('admin.name'), email: text('admin.email'), password: text('admin.password') },
    }),
  )
}
