'use server'
import { revalidatePath } from 'next/cache'
import { changeAlerts } from '@/lib/alerts/change-alerts'
import type { AlertInput } from '@/lib/alerts/schemas'
import { type ActionResult, action } from '@/lib/http/action'
import { getProjectContext } from '@/lib/projects/context'
import type { ProjectParams } from '../page-context'

/** What a person does to alerts, from the inbox and from the page of one. The room checks what is given. */
export async function change(
  { org, project }: ProjectParams,
  _before: unknown,
  form: FormData,
): Promise<ActionResult<null>> {
  return action(async () => {
    await changeAlerts(await getProjectContext(org, project), wanted(form))
    revalidatePath(`/${org}/${project}`, 'layout')
    return null
  })
}

function wanted(form: FormData): AlertInput {
  const field = (name: string) => String(form.get(name) ?? '').trim()
  const [does, ids] = [field('action'), form.getAll('ids').map(String)]
  const note = field('note')
  const owner = {
    ownerId: field('ownerId') || null,
    // Due is by the end of that day.
    dueAt: field('due') ? `${field('due')}T23:59:59Z` : null,
  }
  if (does === 'acknowledge' || does === 'assign') return { action: does, ids, ...owner }
  if (does === 'reopen') return { action: does, ids }
  return { action: does as 'comment' | 'accept' | 'dismiss', ids, note }
}
