'use server'
import { revalidatePath } from 'next/cache'
import type { DecisionWord } from '@/lib/core/evidence'
import { type ActionResult, action } from '@/lib/http/action'
import { type Ctx, getProjectContext } from '@/lib/projects/context'
import { signStep } from '@/lib/reports/sign-step'
import { decideItem } from '@/lib/reviews/decide-item'
import { finishStrategyStep } from '@/lib/reviews/finish-strategy-step'
import { logTime } from '@/lib/reviews/log-time'
import { signItem } from '@/lib/reviews/sign-item'
import type { ProjectParams } from '../../page-context'

/** The review, and the item in it; null for the step as a whole. */
type At = ProjectParams & { review: string; item: string | null }

const write = (at: At, work: (ctx: Ctx) => Promise<unknown>): Promise<ActionResult<null>> =>
  action(async () => {
    await work(await getProjectContext(at.org, at.project))
    revalidatePath(`/${at.org}/${at.project}`, 'layout')
    return null
  })

const field = (form: FormData, name: string) => String(form.get(name) ?? '')

export async function decide(at: At, _before: unknown, form: FormData) {
  const decision = field(form, 'decision') as DecisionWord
  const until = field(form, 'until')
  // A waiver holds to the end of its last day.
  const expiresAt = decision === 'waived' && until ? `${until}T23:59:59Z` : undefined
  const reason = field(form, 'reason').trim() || undefined
  return write(at, (ctx) => decideItem(ctx, at.review, String(at.item), { decision, reason, expiresAt }))
}

export async function sign(at: At, _before: unknown, form: FormData) {
  const given = {
    printedName: field(form, 'printedName'),
    meaning: field(form, 'meaning'),
    password: field(form, 'password'),
    expectedDigest: field(form, 'expectedDigest'),
  }
  return write(at, (ctx) =>
    at.item === null ? signStep(ctx, at.review, given) : signItem(ctx, at.review, String(at.item), given),
  )
}

export async function spend(at: At, _before: unknown, form: FormData) {
  const given = {
    minutes: Number(field(form, 'minutes') || Number.NaN),
    note: field(form, 'note').trim() || undefined,
  }
  return write(at, (ctx) => logTime(ctx, at.review, Number(field(form, 'position')), given))
}

export async function finish(at: At, _before: unknown, form: FormData) {
  const [position, done] = [Number(field(form, 'position')), field(form, 'done') === 'yes']
  return write(at, (ctx) => finishStrategyStep(ctx, at.review, position, done))
}
