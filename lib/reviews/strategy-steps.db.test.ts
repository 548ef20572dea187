import { expect, test } from 'vitest'
import { verifyAudit } from '../audit'
import { sql } from '../db/sql'
import { countRows, refusal } from '../db/testing/observe'
import { testDatabase } from '../db/testing/test-database'
import { finishStrategyStep } from './finish-strategy-step'
import { logTime } from './log-time'
import { getReview } from './queries'
import { aReview, at, minutes } from './testing/scene'

testDatabase()

const actions = async (projectId: string) =>
  (
    await sql<{ action: string }[]>`
      select action from audit_events where project_id = ${projectId} and action ~ '^(step|time)[.]' order by seq`
  ).map((e) => e.action)

test('time is added up, by whom and with what note, and never changed', async () => {
  const { id, lead, member } = await aReview()
  await logTime(lead, id, 2, { minutes: 15, note: 'profiled' })
  await logTime(at(member, 1), id, 2, { minutes: 10 })
  await logTime(lead, id, 5, { minutes: 1 })
  const review = await getReview(lead, id)
  expect(review).toMatchObject({ plannedMinutes: 80, spentMinutes: 26 })
  expect(review.steps.map((s) => s.spentMinutes)).toEqual([0, 25, 0, 0, 1])
  expect(review.steps[1]!.entries).toEqual([
    { minutes: 15, note: 'profiled', by: 'A lead', at: minutes(0) },
    { minutes: 10, note: null, by: 'A member', at: minutes(1) },
  ])
  expect(await actions(lead.project.id)).toEqual(['time.log', 'time.log', 'time.log'])
  expect(await verifyAudit(lead.project.id)).toMatchObject([{ bad: null }])
})

test('a step is done when somebody says so, once, and open again when they say that', async () => {
  const { id, lead } = await aReview()
  await finishStrategyStep(at(lead, 1), id, 1)
  await finishStrategyStep(at(lead, 2), id, 1)
  expect((await getReview(lead, id)).steps.map((s) => s.doneAt)).toEqual([minutes(1), null, null, null, null])
  await finishStrategyStep(lead, id, 1, false)
  await finishStrategyStep(lead, id, 1, false)
  expect((await getReview(lead, id)).steps[0]!.doneAt).toBeNull()
  expect(await actions(lead.project.id)).toEqual(['step.finish', 'step.reopen'])
})

test('done ten times at once is done once', async () => {
  const { id, lead } = await aReview()
  await Promise.all(Array.from({ length: 10 }, (_, i) => finishStrategyStep(at(lead, i), id, 1)))
  expect(await actions(lead.project.id)).toEqual(['step.finish'])
})

test('who may: members and above, never a viewer, never a token', async () => {
  const { id, viewer, member, token } = await aReview()
  for (const ctx of [viewer, token]) {
    expect(await refusal(logTime(ctx, id, 1, { minutes: 1 }))).toMatchObject({ code: 'forbidden' })
    expect(await refusal(finishStrategyStep(ctx, id, 1))).toMatchObject({ code: 'forbidden' })
  }
  expect(await refusal(logTime(member, id, 1, { minutes: 1 }))).toBeNull()
  expect(await refusal(finishStrategyStep(member, id, 1))).toBeNull()
})

test.each([0, -1, 1.5, 1_441, Number.NaN])('%d minutes are refused', async (given) => {
  const { id, lead } = await aReview()
  const before = await countRows()
  const found = await refusal(logTime(lead, id, 1, { minutes: given }))
  expect(found).toEqual({ code: 'bad_request', paths: ['minutes'] })
  expect(await countRows()).toEqual(before)
})

test.each([0, 6, 1.5, -1, 99_999_999_999])('step %d is not found', async (position) => {
  const { id, lead } = await aReview()
  const code = { code: 'not_found' }
  expect(await refusal(logTime(lead, id, position, { minutes: 1 }))).toMatchObject(code)
  expect(await refusal(finishStrategyStep(lead, id, position))).toMatchObject(code)
})
