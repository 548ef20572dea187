import { performanceReview, type ReviewTemplate } from '../../core/template'
import type { Measurement, RunUpload } from '../../core/wire'
import { aMember, aProject, aToken, NOW, PASSWORD } from '../../db/testing/fixtures'
import type { Ctx } from '../../projects/context'
import { sendRun } from '../../runs/testing/send-run'
import { createReview } from '../create-review'
import { decideItem } from '../decide-item'
import { getReview } from '../queries'
import { findItem } from '../read-review'
import type { DecisionInput, SignatureInput } from '../schemas'
import { signItem } from '../sign-item'

/** Two latencies, a metric of states, and an item that no metric measures. */
export const ITEMS = ['context-window-pruning', 'hot-paths', 'wake-word-latency', 'stt-latency'] as const
type Key = (typeof ITEMS)[number]

const METRICS = [
  'wake_word_detection',
  'stt_transcription',
  'context_window_cleanup',
  'context_window_memory',
]

export const smallTemplate: ReviewTemplate = {
  ...performanceReview,
  metrics: performanceReview.metrics.filter((m) => METRICS.includes(m.metric)),
  sections: performanceReview.sections.flatMap(({ title, items }) => {
    const kept = items.filter((i) => (ITEMS as readonly string[]).includes(i.key))
    return kept.length ? [{ title, items: kept }] : []
  }),
}

const ms = (metric: string, value: number): Measurement => ({
  metric,
  unit: 'ms',
  value,
  low: value * 0.98,
  high: value * 1.02,
})
/** Well within every target, unless told otherwise. */
export const measured = (more: { wake?: number; stt?: number; state?: string } = {}): Measurement[] => [
  ms('wake_word_detection', more.wake ?? 80),
  ms('stt_transcription', more.stt ?? 180),
  { metric: 'context_window_cleanup', state: more.state ?? 'pruned_at_limit' },
  { metric: 'context_window_memory', unit: 'MB', value: 14 },
]

export const minutes = (n: number) => new Date(NOW.getTime() + n * 60_000)
export const at = <C extends { now: Date }>(ctx: C, n: number): C => ({ ...ctx, now: minutes(n) })

/** What the signer was shown, and the right password. */
export async function shown(ctx: Ctx, review: string, key?: string, more: Partial<SignatureInput> = {}) {
  const view = await getReview(ctx, review)
  const { digest: expectedDigest } = key === undefined ? view : findItem(view, key)
  return { printedName: 'Lea Lead', meaning: 'approved', password: PASSWORD, expectedDigest, ...more }
}

/** A project with a review of four items and one run that keeps every target. */
export async function aReview(template: ReviewTemplate = smallTemplate) {
  const place = await aProject()
  const people = {
    admin: await aMember(place, 'admin'),
    lead: await aMember(place, 'lead'),
    member: await aMember(place, 'member'),
    viewer: await aMember(place, 'viewer'),
  }
  const { ctx: token } = await aToken(place)
  const { id } = await createReview(people.admin, template, { phase: '6', step: '6.4' })
  let runs = 0
  const measure = (what: Parameters<typeof measured>[0] = {}, more: Partial<RunUpload> = {}) => {
    const startedAt = new Date(Date.parse('2026-03-01T10:00:00Z') + runs * 1_000).toISOString()
    return sendRun(token, { commit: `commit ${runs++}`, startedAt, measurements: measured(what), ...more })
  }
  await measure()
  const { lead } = people
  const decide = (key: Key, given: DecisionInput, ctx: Ctx = lead) => decideItem(ctx, id, key, given)
  const sign = async (key: Key, ctx: Ctx = lead) => signItem(ctx, id, key, await shown(ctx, id, key))
  const pass = async (key: Key, ctx: Ctx = lead) => {
    await decide(key, { decision: 'pass' }, ctx)
    return sign(key, ctx)
  }
  return { place, ...people, token, id, measure, decide, sign, pass }
}

/** Every item with the reasons of its signature; null for one that bears none. */
export async function reasons(ctx: Ctx, id: string): Promise<Record<string, string[] | null>> {
  const { sections } = await getReview(ctx, id)
  return Object.fromEntries(
    sections.flatMap((s) => s.items).map((i) => [i.key, i.signature ? i.signature.reasons : null]),
  )
}

/** "signed", or the refusal in one line. */
export const told = (work: Promise<unknown>) =>
  work.then(
    () => 'signed',
    (error: { code: string; message: string }) => `${error.code}: ${error.message}`,
  )
