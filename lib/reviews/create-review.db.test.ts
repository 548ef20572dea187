import { expect, test } from 'vitest'
import { performanceReview, type ReviewTemplate } from '../core/template'
import { sql } from '../db/sql'
import { aMember, aProject } from '../db/testing/fixtures'
import { countRows, refusal } from '../db/testing/observe'
import { testDatabase } from '../db/testing/test-database'
import { watch } from '../db/testing/watch'
import { listMetrics } from '../metrics/queries'
import { setTarget } from '../metrics/set-target'
import { createReview } from './create-review'
import { getReview, listReviews } from './queries'
import { itemsOf } from './rows'
import { aReview, ITEMS } from './testing/scene'

testDatabase()

test('a second review of a step is refused before any target is set', async () => {
  const admin = await aMember(await aProject(), 'admin')
  const small: ReviewTemplate = { ...performanceReview, metrics: performanceReview.metrics.slice(0, 1) }
  await createReview(admin, small, { phase: '6', step: '6.4', title: ' First\nof two ' })
  const before = await countRows()
  const again = createReview(admin, performanceReview, { phase: '6', step: '6.4' })
  expect(await refusal(again)).toMatchObject({ code: 'conflict' })
  expect(await countRows()).toEqual(before)
  expect((await listReviews(admin)).map((r) => r.title)).toEqual(['First of two'])
})

test('blank words are no title, no branch and no reason to go on', async () => {
  const admin = await aMember(await aProject(), 'admin')
  for (const blank of [{ title: ' ' }, { branch: '\t' }]) {
    const refused = createReview(admin, performanceReview, { phase: '1', step: '1', ...blank })
    expect(await refusal(refused)).toEqual({ code: 'bad_request', paths: Object.keys(blank) })
  }
})

test('the built-in template is copied whole, with its targets, and later versions change nothing in it', async () => {
  const place = await aProject()
  const admin = await aMember(place, 'admin')
  const own = { unit: 'ms', direction: 'lower', target: 120, acceptance: 130 } as const
  await setTarget(admin, 'wake_word_detection', own)
  const { id } = await createReview(admin, performanceReview, {
    phase: '6',
    step: '6.4',
    startedAt: '2026-02-28T14:57:00-08:00',
  })
  const review = await getReview(admin, id)
  expect(review).toMatchObject({
    phase: '6',
    step: '6.4',
    title: 'Performance Review',
    branch: 'main',
    startedAt: new Date('2026-02-28T22:57:00Z'),
    status: 'open',
    plannedMinutes: 80,
    signature: null,
    revisions: [],
  })
  expect(review.template).toEqual(performanceReview)
  expect(review.sections.map((s) => [s.title, s.items.map((i) => i.title)])).toEqual(
    performanceReview.sections.map((s) => [s.title, s.items.map((i) => i.title)]),
  )
  expect(itemsOf(review)).toHaveLength(25)
  expect(itemsOf(review).every((i) => i.decision === null && i.signature === null && i.guidance)).toBe(true)
  expect(review.steps.map((s) => [s.position, s.title, s.plannedMinutes])).toEqual(
    performanceReview.steps.map((s, i) => [i + 1, s.title, s.plannedMinutes]),
  )
  const metrics = await listMetrics(admin)
  expect(metrics.map((m) => m.title).toSorted()).toEqual(
    performanceReview.metrics.map((m) => m.title).toSorted(),
  )
  expect(metrics.find((m) => m.metric === 'wake_word_detection')).toMatchObject({
    target: 120,
    targetVersion: 1,
  })
  expect(metrics.find((m) => m.metric === 'stt_transcription')).toMatchObject({
    target: 200,
    acceptance: 300,
  })
  const [event] = await sql`
    select action, subject, detail from audit_events where project_id = ${place.project.id} order by seq desc limit 1`
  expect(event).toMatchObject({
    action: 'review.create',
    subject: id,
    detail: { phase: '6', step: '6.4', template: 'performance-review', version: 1 },
  })
})

test('ten at once are one review, and the rest are told; the plan keeps its order', async () => {
  const admin = await aMember(await aProject(), 'admin')
  const small: ReviewTemplate = { ...performanceReview, metrics: [] }
  const codes = await Promise.all(
    Array.from({ length: 10 }, async () => refusal(createReview(admin, small, { phase: '6', step: '6.4' }))),
  )
  expect(codes.filter((c) => c === null)).toHaveLength(1)
  expect(codes.filter((c) => c?.code === 'conflict')).toHaveLength(9)
  for (const [phase, step] of [
    ['10', '10.1'],
    ['6', '6.10'],
    ['2', '2.1'],
  ] as const)
    await createReview(admin, small, { phase, step })
  expect((await listReviews(admin)).map((r) => r.step)).toEqual(['2.1', '6.4', '6.10', '10.1'])
})

test.each(['viewer', 'member', 'lead'] as const)('a %s may not', async (role) => {
  const ctx = await aMember(await aProject(), role)
  const before = await countRows()
  expect(await refusal(createReview(ctx, performanceReview, { phase: '6', step: '6.4' }))).toMatchObject({
    code: 'forbidden',
  })
  expect(await countRows()).toEqual(before)
})

test('a review is read in as many statements whatever was decided, signed and measured', async () => {
  const { id, lead, pass, measure } = await aReview()
  const count = async () => (await watch(() => getReview(lead, id))).statements.length
  const before = await count()
  for (const key of ITEMS) await pass(key)
  await measure()
  expect(await count()).toBe(before)
  expect(before).toBeLessThanOrEqual(8)
})
