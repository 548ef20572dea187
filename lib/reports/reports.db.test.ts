import { describe, expect, test } from 'vitest'
import { GET as metricsRoute } from '@/app/api/v1/reviews/[id]/metrics.md/route'
import { GET as summaryRoute } from '@/app/api/v1/reviews/[id]/summary.md/route'
import { digestOf } from '../core/evidence'
import { sql } from '../db/sql'
import { aMember, aProject, aToken } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import { getReport } from './queries'
import { aSmallReview } from './testing/small-review'

testDatabase()

const get = (route: typeof summaryRoute, id: string, token?: string) =>
  route(
    new Request(`http://localhost/api/v1/reviews/${id}/x.md`, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
    }),
    { params: Promise.resolve({ id }) },
  )
const code = (work: Promise<unknown>) =>
  work.then(
    () => 'ok',
    (error: { code?: string }) => error.code,
  )

/** A review whose step is signed on one run. */
async function signed() {
  const review = await aSmallReview()
  const run = await review.run(150)
  await review.decide('stt', { decision: 'pass' })
  await review.decide('look', { decision: 'not_applicable', reason: 'There are no calls.' })
  await review.signItems()
  const { revision } = await review.signStep()
  return { ...review, first: run, revision }
}

describe('before the step is signed', () => {
  test('the report follows what happens', async () => {
    const review = await aSmallReview()
    const empty = await getReport(review.lead, review.id)
    expect(empty.revision).toBeNull()
    expect(empty.summary).toContain('Measure all 2 metrics')
    const run = await review.run(150)
    const measured = await getReport(review.lead, review.id)
    expect(measured.summary).toContain(run)
    expect(measured.metrics).toContain(run)
    expect(measured.summary).toContain('**Open.**')
    expect(await getReport(review.lead, review.id)).toMatchObject({
      summary: measured.summary,
      metrics: measured.metrics,
    })
  })
  test('what the agent sent and where it ran is in it', async () => {
    const review = await aSmallReview()
    await review.run(150)
    const metrics = (await getReport(review.lead, review.id)).metrics.replace(/\s+/g, ' ')
    for (const fact of ['Test CPU', 'node 20', 'c0ffee', '`main`', '60 |']) expect(metrics).toContain(fact)
    expect(metrics).toContain('**End-to-end latency** is not measured: it has not been measured on main.')
  })
})

describe('the signature under the step', () => {
  test('freezes the report: the same bytes, although new runs come', async () => {
    const review = await signed()
    expect(review.revision).toBe(1)
    const frozen = await getReport(review.lead, review.id)
    expect(frozen.revision).toBe(1)
    expect(frozen.summary).toContain('Revision 1 of this report.')
    expect(frozen.summary).toContain('**Signed** by Lea Lead on 2026-03-01')
    expect(frozen.summary).toContain(frozen.review.signature!.digest)
    await review.run(151)
    const after = await getReport(review.lead, review.id)
    expect(after.review.status).toBe('signed')
    expect([after.summary, after.metrics]).toEqual([frozen.summary, frozen.metrics])
    expect(after.summary).toContain(review.first)
  })

  test('is what the API serves, byte for byte, with the digest that is kept of it', async () => {
    const review = await signed()
    const { summary, metrics, review: view } = await getReport(review.lead, review.id)
    for (const [route, text] of [
      [summaryRoute, summary],
      [metricsRoute, metrics],
    ] as const) {
      const answer = await get(route, review.id, review.agent.token)
      expect(answer.status).toBe(200)
      expect(answer.headers.get('content-type')).toBe('text/markdown; charset=utf-8')
      expect(Buffer.from(await answer.arrayBuffer())).toEqual(Buffer.from(text))
    }
    expect(view.revisions).toMatchObject([{ revision: 1, digest: digestOf({ summary, metrics }) }])
  })

  test('that went stale gives way to how things stand, and the next one makes revision 2', async () => {
    const review = await signed()
    const frozen = await getReport(review.lead, review.id)
    const slow = await review.run(320)
    const now = await getReport(review.lead, review.id)
    expect(now.revision).toBeNull()
    expect(now.review.status).toBe('stale')
    expect(now.summary).toContain('**Stale.** Lea Lead signed the step on')
    expect(now.summary).toContain(slow)
    const { summary, metrics } = await getReport(review.lead, review.id, 1)
    expect([summary, metrics]).toEqual([frozen.summary, frozen.metrics])

    const expiresAt = new Date(review.place.now.getTime() + 86_400_000).toISOString()
    await review.decide('stt', { decision: 'waived', reason: 'Mended next week.', expiresAt })
    await review.signItems()
    expect(await review.signStep()).toMatchObject({ revision: 2 })
    const second = await getReport(review.lead, review.id)
    expect(second.revision).toBe(2)
    expect(second.summary).toContain('Revision 2 of this report.')
    expect(second.summary).toContain('waived until 2026-03-02')
    expect(second.summary).toContain(slow)
    expect((await getReport(review.lead, review.id, 1)).summary).toBe(frozen.summary)
    expect(second.review.revisions.map((r) => r.revision)).toEqual([2, 1])
  })

  test('freezes what was signed and not what came in meanwhile', async () => {
    const review = await aSmallReview()
    const first = await review.run(150)
    await review.decide('stt', { decision: 'pass' })
    await review.decide('look', { decision: 'pass' })
    await review.signItems()
    let signing: Promise<unknown> | undefined
    let slow = ''
    await sql.begin(async (tx) => {
      // Signing reads the evidence and then waits here, while a run comes in.
      await tx`lock table signatures in share mode`
      signing = review.signStep()
      for (let waiting = false; !waiting; )
        waiting = (await sql`select 1 from pg_locks where not granted`).length > 0
      slow = await review.run(320)
    })
    await signing
    const { summary, metrics } = await getReport(review.lead, review.id, 1)
    expect(summary).toContain('**Signed** by Lea Lead')
    for (const text of [summary, metrics]) {
      expect(text).toContain(first)
      expect(text).not.toContain(slow)
    }
    expect((await getReport(review.lead, review.id)).review.status).toBe('stale')
  })
})

describe('who may not see it', () => {
  test('finds nothing', async () => {
    const review = await signed()
    const stranger = await aMember(await aProject(), 'admin')
    for (const revision of [undefined, 1])
      expect(await code(getReport(stranger, review.id, revision))).toBe('not_found')
    const other = await aToken(await aProject())
    for (const route of [summaryRoute, metricsRoute]) {
      expect((await get(route, review.id, other.token)).status).toBe(404)
      expect((await get(route, review.id)).status).toBe(401)
      const writer = await aToken(review.place, ['runs:write'])
      expect((await get(route, review.id, writer.token)).status).toBe(403)
      expect((await get(route, 'no-such-id', review.agent.token)).status).toBe(404)
    }
  })
  test('nor does anyone find a revision there is not', async () => {
    const review = await signed()
    for (const revision of [0, 2, -1, 1.5, Number.NaN, 1e12])
      expect(await code(getReport(review.lead, review.id, revision))).toBe('not_found')
    const viewer = await aMember(review.place, 'viewer')
    expect(await code(getReport(viewer, review.id, 1))).toBe('ok')
  })
})
