import { expect, test } from 'vitest'
import { performanceReview, type ReviewTemplate } from '../core/template'
import { aMember, aProject } from '../db/testing/fixtures'
import { countRows, refusal } from '../db/testing/observe'
import { testDatabase } from '../db/testing/test-database'
import { createReview } from './create-review'
import { listReviews } from './queries'

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
