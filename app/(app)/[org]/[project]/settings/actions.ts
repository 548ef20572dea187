'use server'
import { revalidatePath } from 'next/cache'
import type { Scope } from '@/lib/auth/permissions'
import { type ActionResult, action } from '@/lib/http/action'
import { getProjectContext } from '@/lib/projects/context'
import { createToken } from '@/lib/projects/create-token'
import { revokeToken } from '@/lib/projects/revoke-token'
import type { ProjectParams } from '../page-context'

export type MadeToken = { name: string; token: string }

export async function makeToken(
  at: ProjectParams,
  _before: unknown,
  form: FormData,
): Promise<ActionResult<MadeToken>> {
  return action(async () => {
    const ctx = await getProjectContext(at.org, at.project)
    const days = String(form.get('expires') ?? '')
    const { name, token } = await createToken(ctx, {
      name: String(form.get('name') ?? ''),
      scopes: form.getAll('scopes').map(String) as Scope[],
      expiresInDays: days === '' ? null : Number(days),
    })
    revalidatePath(`/${at.org}/${at.project}/settings`)
    return { name, token }
  })
}

export async function revoke(at: ProjectParams, form: FormData): Promise<ActionResult<null>> {
  return action(async () => {
    const ctx = await getProjectContext(at.org, at.project)
    await revokeToken(ctx, { id: String(form.get('id') ?? '') })
    revalidatePath(`/${at.org}/${at.project}/settings`)
    return null
  })
}
