import { expect, test } from 'vitest'
import { reviewAnswer } from '../core/review-wire'
import { performanceReview, type ReviewTemplate } from '../core/template'
import { aMember, anUpload, aProject, aToken, bytesOf, NOW, PASSWORD } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import { setTarget } from '../metrics/set-target'
import type { Ctx } from '../projects/context'
import { signStep } from '../reports/sign-step'
import { recordRun } from '../runs/record-run'
import { answerOf } from './answer'
import { createReview } from './create-review'
import { decideItem } from './decide-item'
import { getReviewHeadline } from './headline'
import { getReview } from './queries'
import { itemsOf } from './rows'
import type { DecisionInput } from './schemas'
import { signItem } from './sign-item'

testDatabase()

/** Two items: one with the STT latency for evidence (target 200 ms, acceptance 300 ms), one without any metric. */
const template: ReviewTemplate = {
  ...performanceReview,
  metrics: performanceReview.metrics.filter((m) => m.metric === 'stt_transcription'),
  sections: performanceReview.sections.flatMap(({ title, items }) => {
    const kept = items.filter((i) => ['stt-latency', 'hot-paths'].includes(i.key))
    return kept.length ? [{ title, items: kept }] : []
  }),
}

async function scene() {
  const place = await aProject()
  const [admin, lead] = [await aMember(place, 'admin'), await aMember(place, 'lead')]
  const { ctx: token } = await aToken(place)
  const { id } = await createReview(admin, template, { phase: '6', step: '6.4' })
  const measure = (value: number) =>
    recordRun(
      token,
      bytesOf(
        anUpload(place.project.slug, {
          // Runs of one build would share an interval.
          commit: `c0ffee${value}`,
          measurements: [{ metric: 'stt_transcription', unit: 'ms', value, low: value - 5, high: value + 5 }],
        }),
      ),
      'application/json',
    )
  const decide = (key: string, given: DecisionInput) => decideItem(lead, id, key, given)
  return { admin, lead, id, measure, decide, sign: (key?: string) => signAsShown(lead, id, key) }
}

async function signAsShown(ctx: Ctx, id: string, key?: string) {
  const review = await getReview(ctx, id)
  const { digest: expectedDigest } = key ? itemsOf(review).find((i) => i.key === key)! : review
  const given = { printedName: 'Lea Lead', meaning: 'approved', password: PASSWORD, expectedDigest }
  return key ? signItem(ctx, id, key, given) : signStep(ctx, id, given)
}

test('a miss of a target that is the only limit is one of the target', async () => {
  const { admin, lead, measure } = await scene()
  await setTarget(admin, 'stt_transcription', {
    unit: 'ms',
    direction: 'lower',
    target: 200,
    acceptance: null,
  })
  await measure(394)
  expect((await getReviewHeadline(lead))!.sentence).toBe(
    '2 of 2 items open; STT transcription is at 394\u2009ms, beyond its target 200\u2009ms.',
  )
})

test('the top line says what is left, and only says that the step can be signed when it can', async () => {
  const { lead, measure, decide, sign } = await scene()
  const sentence = async () => (await getReviewHeadline(lead))!.sentence
  expect(await sentence()).toBe('2 of 2 items open; nothing has been measured that could serve as evidence.')
  await measure(394)
  expect(await sentence()).toBe(
    '2 of 2 items open; STT transcription misses its acceptance limit by 94\u2009ms.',
  )
  await measure(180)
  expect(await sentence()).toBe('2 of 2 items open.')
  await decide('stt-latency', { decision: 'pass' })
  await decide('hot-paths', { decision: 'fail' })
  await sign('stt-latency')
  await sign('hot-paths')
  // Every item bears a signature, and yet the step cannot be signed.
  expect(await sentence()).toBe('1 item failed.')
  expect((await getReviewHeadline(lead))!.allowed).toBe(false)
  await decide('hot-paths', { decision: 'pass' })
  expect(await sentence()).toBe('1 signature is stale.')
  await sign('hot-paths')
  expect(await getReviewHeadline(lead)).toMatchObject({
    sentence: 'Every item is signed; the step can be signed.',
    allowed: true,
    grade: { grade: 'A' },
  })
  await sign()
  expect(await sentence()).toBe('Signed by Lea Lead on 2026-03-01; the signature holds.')
  await measure(394)
  expect(await getReviewHeadline(lead)).toMatchObject({
    sentence:
      'STT transcription misses its acceptance limit by 94\u2009ms; 1 signature is stale; the step must be signed again.',
    staleSignatures: [
      { item: 'stt-latency', reason: expect.stringMatching(/^STT transcription: now missed/) },
    ],
  })
})

test('the next waiver is the one in force that runs out first', async () => {
  const { lead, decide } = await scene()
  const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000).toISOString()
  const waive = (key: string, days: number) =>
    decide(key, { decision: 'waived', reason: `until\r\n${days} `, expiresAt: inDays(days) })
  expect((await getReviewHeadline(lead))!.nextWaiver).toBeNull()
  await waive('stt-latency', 30)
  await waive('hot-paths', 2)
  const next = { item: 'hot-paths', reason: 'until 2', expiresAt: inDays(2) }
  expect((await getReviewHeadline(lead))!.nextWaiver).toMatchObject(next)
  const later = { ...lead, now: new Date(inDays(3)) }
  expect((await getReviewHeadline(later))!.nextWaiver).toMatchObject({ item: 'stt-latency' })
})

test('a review is answered as the interface describes it, with everything in it', async () => {
  const { lead, id, measure, decide, sign } = await scene()
  await measure(180)
  await decide('stt-latency', { decision: 'pass' })
  await sign('stt-latency')
  await decide('hot-paths', { decision: 'not_applicable', reason: 'no profiler here' })
  await sign('hot-paths')
  await sign()
  await measure(394)
  const answer = answerOf(await getReview(lead, id))
  expect(reviewAnswer.parse(JSON.parse(JSON.stringify(answer)))).toEqual(answer)
  expect(answer).toMatchObject({
    phase: '6',
    step: '6.4',
    status: 'stale',
    gate: { allowed: false, missing: [{ item: 'stt-latency' }] },
    signature: { name: 'Lea Lead', signer: 'A lead', meaning: 'approved', stale: true },
    revisions: [{ revision: 1 }],
    steps: Array(5).fill({ doneAt: null, entries: [] }),
  })
  expect(answer.sections.flatMap((s) => s.items).map((i) => [i.key, i.state, i.signature!.reasons])).toEqual([
    ['hot-paths', 'signed', []],
    ['stt-latency', 'stale', [expect.stringMatching(/now missed at 394/)]],
  ])
})
