import { describe, expect, test } from 'vitest'
import { GET as metricsRoute } from '@/app/api/v1/reviews/[id]/metrics.md/route'
import { GET as summaryRoute } from '@/app/api/v1/reviews/[id]/summary.md/route'
import { digestOf } from '../core/evidence'
import { sql } from '../db/sql'
import { aMember, aProject, aToken } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import type { Ctx } from '../projects/context'
import { createReview } from '../reviews/create-review'
import { aReview, at, ITEMS, minutes, shown, smallTemplate } from '../reviews/testing/scene'
import { getReport } from './queries'
import { signStep } from './sign-step'

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

/** The scene with every item signed, ready for the step; `first` is the run that all of it rests on. */
async function ready() {
  const scene = await aReview()
  for (const key of ITEMS) await scene.pass(key)
  const [row] = await sql<{ id: string }[]>`select id from runs where project_id = ${scene.place.project.id}`
  return {
    ...scene,
    first: row!.id,
    run: async (stt: number) => (await scene.measure({ stt })).receipt.runId,
    signStep: async (ctx: Ctx) => signStep(ctx, scene.id, await shown(ctx, scene.id)),
  }
}

async function signed() {
  const scene = await ready()
  const { revision } = await scene.signStep(at(scene.lead, 1))
  return { ...scene, revision }
}

describe('before the step is signed', () => {
  test('the report follows what happens', async () => {
    const { lead, id, first, run } = await ready()
    const before = await getReport(lead, id)
    expect(before.revision).toBeNull()
    for (const text of [before.summary, before.metrics]) {
      expect(text).toContain('**Open.**')
      expect(text).toContain(first)
    }
    expect(await getReport(lead, id)).toMatchObject({ summary: before.summary, metrics: before.metrics })
    const next = await run(181)
    const after = await getReport(lead, id)
    for (const text of [after.summary, after.metrics]) {
      expect(text).toContain(next)
      expect(text).not.toContain(first)
    }
  })
  test('what the agent sent and where it ran is in it', async () => {
    const { lead, id, measure } = await ready()
    const samples = Array.from({ length: 60 }, (_, i) => 150 + i / 60)
    await measure({}, { measurements: [{ metric: 'stt_transcription', unit: 'ms', samples }] })
    const { metrics } = await getReport(lead, id)
    for (const fact of ['Test CPU', 'node 20', 'commit 1', '`main`', '| own samples'])
      expect(metrics).toContain(fact)
    // One metric is from the new run, and the others still from the one before.
    expect(metrics.match(/^- From run /gm)).toHaveLength(2)
  })
  test('on a branch without runs there is no number in it', async () => {
    const { admin, lead } = await aReview()
    const given = { phase: '7', step: '7.1', branch: 'empty' }
    const { id } = await createReview(admin, smallTemplate, given)
    const { summary, metrics } = await getReport(lead, id)
    expect(summary.replace(/\s+/g, ' ')).toContain(
      'Measure all 4 metrics. Of each it is to be said: it has not been measured on empty.',
    )
    expect(metrics).toContain('Nothing has been measured on `empty` that could serve as evidence.')
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
    await review.run(181)
    const after = await getReport(review.lead, review.id)
    expect(after.review.status).toBe('signed')
    expect([after.summary, after.metrics]).toEqual([frozen.summary, frozen.metrics])
    expect(after.summary).toContain(review.first)
  })

  test('is what the API serves, byte for byte, with the digest that is kept of it', async () => {
    const review = await signed()
    const { token } = await aToken(review.place)
    const { summary, metrics, review: view } = await getReport(review.lead, review.id)
    for (const [route, text] of [
      [summaryRoute, summary],
      [metricsRoute, metrics],
    ] as const) {
      const answer = await get(route, review.id, token)
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

    const later = at(review.lead, 5)
    const waiver = { reason: 'Mended next week.', expiresAt: minutes(1440).toISOString() }
    await review.decide('stt-latency', { decision: 'waived', ...waiver }, later)
    await review.sign('stt-latency', later)
    expect(await review.signStep(later)).toMatchObject({ revision: 2 })
    const second = await getReport(review.lead, review.id)
    expect(second.revision).toBe(2)
    expect(second.summary).toContain('Revision 2 of this report.')
    expect(second.summary).toContain('waived until 2026-03-02')
    expect(second.summary).toContain(slow)
    expect((await getReport(review.lead, review.id, 1)).summary).toBe(frozen.summary)
    expect(second.review.revisions.map((r) => r.revision)).toEqual([2, 1])
  })

  test('freezes what was signed and not what came in meanwhile', async () => {
    const review = await ready()
    const { first } = review
    let signing: Promise<unknown> | undefined
    let slow = ''
    await sql.begin(async (tx) => {
      // Signing reads the evidence and then waits here, while a run comes in.
      await tx`lock table signatures in share mode`
      signing = review.signStep(at(review.lead, 1))
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
    const { token } = await aToken(review.place)
    for (const route of [summaryRoute, metricsRoute]) {
      expect((await get(route, review.id, other.token)).status).toBe(404)
      expect((await get(route, review.id)).status).toBe(401)
      const writer = await aToken(review.place, ['runs:write'])
      expect((await get(route, review.id, writer.token)).status).toBe(403)
      expect((await get(route, 'no-such-id', token)).status).toBe(404)
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
