import { randomBytes, scryptSync } from 'node:crypto'
import { performanceReview, type ReviewTemplate } from '../../core/template'
import { db } from '../../db/client'
import { aMeasurement, aMember, anUpload, aProject, aToken, bytesOf } from '../../db/testing/fixtures'
import type { Ctx } from '../../projects/context'
import { createReview } from '../../reviews/create-review'
import { decideItem } from '../../reviews/decide-item'
import { getReview } from '../../reviews/queries'
import { itemsOf } from '../../reviews/rows'
import { signItem } from '../../reviews/sign-item'
import { recordRun } from '../../runs/record-run'
import { signStep } from '../sign-step'

const PASSWORD = 'long enough to sign'
const HELD = { printedName: 'Lea Lead', meaning: 'I looked at the evidence', password: PASSWORD }

/** Two metrics, and two items: one that a metric measures, one that a person looks at. */
const template: ReviewTemplate = {
  ...performanceReview,
  metrics: performanceReview.metrics.filter((m) => ['stt_transcription', 'e2e_latency'].includes(m.metric)),
  sections: [
    {
      title: 'Response times',
      items: [
        { key: 'stt', title: 'STT latency', guidance: 'Measure it.', metrics: ['stt_transcription'] },
        { key: 'look', title: 'Blocking calls', guidance: 'Look at them.', metrics: [] },
      ],
    },
  ],
}

/** A lead whose password is known, hashed at the least cost there is: signing it is not what these tests are about. */
async function aSigner(place: Awaited<ReturnType<typeof aProject>>): Promise<Ctx> {
  const lead = await aMember(place, 'lead')
  const salt = randomBytes(16)
  const key = scryptSync(PASSWORD, salt, 32, { N: 16, r: 8, p: 1 })
  const passwordHash = ['scrypt', 16, 8, 1, salt.toString('base64url'), key.toString('base64url')].join('$')
  await db.user.update({ where: { id: lead.principal.id }, data: { passwordHash } })
  return lead
}

/** A project with a small review, and what people and agents do with it. Each thing happens a minute after the one before. */
export async function aSmallReview() {
  const place = await aProject()
  let minute = 0
  const later = <T extends { now: Date }>(ctx: T): T => ({
    ...ctx,
    now: new Date(place.now.getTime() + ++minute * 60_000),
  })
  const [lead, admin, agent] = [await aSigner(place), await aMember(place, 'admin'), await aToken(place)]
  const { id } = await createReview(admin, template, { phase: '6', step: '6.4' })
  const view = () => getReview(later(lead), id)
  return {
    id,
    lead,
    agent,
    place,
    /** A run of the one metric with samples about `centre` milliseconds. */
    async run(centre: number) {
      const ctx = later(agent.ctx)
      const measurements = [aMeasurement('stt_transcription', centre)].map((m) => ({
        ...m,
        samples: Array.from({ length: 60 }, (_, i) => centre + i / 60),
      }))
      const upload = anUpload(place.project.slug, { measurements, startedAt: ctx.now.toISOString() })
      await recordRun(ctx, bytesOf(upload), 'application/json')
      return upload.runId
    },
    decide: (key: string, decision: Parameters<typeof decideItem>[3]) =>
      decideItem(later(lead), id, key, decision),
    async signItems() {
      for (const item of itemsOf(await view()))
        if (!item.signature || item.signature.stale)
          await signItem(later(lead), id, item.key, { ...HELD, expectedDigest: item.digest })
    },
    signStep: async () => signStep(later(lead), id, { ...HELD, expectedDigest: (await view()).digest }),
  }
}
