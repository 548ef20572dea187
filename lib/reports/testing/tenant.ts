import { listAlerts } from '../../alerts/queries'
import { anUpload, aToken, bytesOf } from '../../db/testing/fixtures'
import { setTarget } from '../../metrics/set-target'
import type { Ctx, TokenCtx } from '../../projects/context'
import { logTime } from '../../reviews/log-time'
import { aReview, ITEMS, measured, shown } from '../../reviews/testing/scene'
import { recordRun } from '../../runs/record-run'
import { hoursBefore } from '../../runs/testing/send-run'
import { signStep } from '../sign-step'

/** The same in every tenant: a client makes the ids of its runs, and nothing keeps two from making the same. */
export const RUN = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
export const METRIC = 'stt_transcription'
const LAST = 11

export type Tenant = {
  admin: Ctx
  lead: Ctx
  token: TokenCtx
  review: string
  tokenId: string
  alert: string
}

/**
 * An organisation that has done everything there is to do, with the same names and run ids as any other; `factor` tells its values
 * from theirs. Its last run, a regression within the target, came after the step was signed, so that the report is read anew.
 */
export async function aTenant(factor: number, simulated: readonly number[] = []): Promise<Tenant> {
  const { place, admin, lead, token, id, pass } = await aReview()
  const { id: tokenId } = await aToken(place)
  const limits = { unit: 'ms', direction: 'lower', target: 200 * factor, acceptance: 300 } as const
  await setTarget({ ...admin, now: new Date(admin.now.getTime() + 1_000) }, METRIC, limits)
  const send = (n: number, scale: number) =>
    recordRun(
      { ...token, simulated: simulated.includes(n) },
      bytesOf(aRun(token, n, scale, factor)),
      'application/json',
    )
  for (let n = 0; n < LAST; n++) await send(n, factor * (1 + (n % 3) / 1_000))
  for (const key of ITEMS) await pass(key)
  await logTime(lead, id, 1, { minutes: Math.round(10 * factor) })
  await signStep(lead, id, await shown(lead, id))
  await send(LAST, factor * 1.1)
  const [alert] = await listAlerts(token, { metric: METRIC })
  return { admin, lead, token, review: id, tokenId, alert: alert!.id }
}

/** With samples, and with a metric of the template that the review does not know yet. */
export const aRun = (ctx: TokenCtx, n: number, scale: number, factor = 1) =>
  anUpload(ctx.project.slug, {
    runId: RUN(n),
    commit: `commit ${n} of ${factor}`,
    environment: { ...anUpload('').environment, kernel: `kernel of ${factor}` },
    startedAt: hoursBefore(-8 - n),
    measurements: [
      ...measured({ wake: 80 * scale, stt: 150 * scale }),
      { metric: 'e2e_latency', unit: 'ms', samples: [500 * scale, 510 * scale, 520 * scale] },
    ],
  })

/** Two runs newer than all others: one metric measured in both kinds of tenant, one that may be simulated. */
export async function sendNewest({ token, admin }: Tenant, simulated: boolean) {
  const send = (ctx: TokenCtx, n: number, wanted: string) => {
    const run = aRun(ctx, n, 1)
    const measurements = run.measurements.filter((m) => m.metric === wanted)
    return recordRun(
      ctx,
      bytesOf({ ...run, commit: `of ${admin.project.id}`, measurements }),
      'application/json',
    )
  }
  await send(token, 30, 'wake_word_detection')
  await send({ ...token, simulated }, 31, METRIC)
}
