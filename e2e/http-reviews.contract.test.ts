import { v7 as uuid } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { anUpload, aToken } from '@/lib/db/testing/fixtures'
import { signStep } from '@/lib/reports/sign-step'
import { aReview, ITEMS, measured, shown } from '@/lib/reviews/testing/scene'
import { type Ask, caller, expectProblem } from './support/api'
import { aTenant, sharedApp } from './support/app'

const app = sharedApp()
let scene: Awaited<ReturnType<typeof aReview>>
let ask: Ask
let at: string
beforeAll(async () => {
  scene = await aReview()
  ask = caller(app, (await aToken(scene.place)).token)
  at = `/api/v1/projects/${scene.place.project.slug}`
})

type Item = {
  key: string
  state: string
  signature: { stale: boolean; reasons: string[] } | null
  evidence: { run: string }[]
}
const read = async () => (await ask('GET', `/api/v1/reviews/${scene.id}`)).json
const item = (review: { sections: { items: Item[] }[] }, key: string) =>
  review.sections.flatMap((s) => s.items).find((i) => i.key === key)!
const measure = async (what: Parameters<typeof measured>[0], runId = uuid()) => {
  const body = anUpload(scene.place.project.slug, {
    runId,
    commit: `commit ${runId}`,
    startedAt: new Date().toISOString(),
    measurements: measured(what),
  })
  expect((await ask('POST', '/api/v1/runs', { body })).status).toBe(201)
  return runId
}

describe('a review', () => {
  test('is listed and read alike: phase, step, items, steps, and what is missing', async () => {
    const { reviews } = (await ask('GET', `${at}/reviews`)).json
    const review = await read()
    expect(reviews).toEqual([review])
    expect(review).toMatchObject({ id: scene.id, phase: '6', step: '6.4', status: 'open', signature: null })
    expect(review.gate).toMatchObject({ allowed: false, missing: expect.any(Array) })
    expect(review.gate.missing.map((m: { item: string }) => m.item).sort()).toEqual([...ITEMS].sort())
    expect(item(review, 'stt-latency')).toMatchObject({ state: 'undecided', decision: null, signature: null })
    expect(review.steps.length).toBeGreaterThan(0)
  })

  test('shows decisions and signatures, and which of them new evidence made stale, with the reason', async () => {
    for (const key of ITEMS) await scene.pass(key)
    const signed = await read()
    for (const key of ITEMS)
      expect(item(signed, key)).toMatchObject({
        state: 'signed',
        decision: { decision: 'pass' },
        signature: { stale: false, reasons: [], name: 'Lea Lead', meaning: 'approved' },
      })
    expect(signed.gate).toEqual({ allowed: true, missing: [] })

    const run = await measure({ stt: 400 }, 'ffffffff-0000-0000-0000-0000000000aa')
    const after = await read()
    const stale = item(after, 'stt-latency')
    expect(stale).toMatchObject({ state: 'stale', signature: { stale: true } })
    expect(stale.signature!.reasons.join(' ')).toMatch(/\S/)
    expect(stale.evidence[0]!.run).toBe(run)
    expect(item(after, 'hot-paths').signature).toMatchObject({ stale: false })
    expect(after.gate.allowed).toBe(false)
  })

  test('that is signed is closed, and keeps its report as it was', async () => {
    await measure({})
    const open = await read()
    for (const key of ITEMS) if (item(open, key).state !== 'signed') await scene.pass(key)
    await signStep(scene.lead, scene.id, await shown(scene.lead, scene.id))
    const review = await read()
    expect(review).toMatchObject({
      status: 'signed',
      signature: { stale: false },
      revisions: [{ revision: 1 }],
    })
    expect(review.closedAt).toEqual(expect.any(String))
  })
})

test.each([
  ['summary.md', 'Performance Review'],
  ['metrics.md', 'STT transcription'],
])('%s is Markdown that speaks of the review', async (name, words) => {
  const { status, type, text, headers } = await ask('GET', `/api/v1/reviews/${scene.id}/${name}`)
  expect({ status, type }).toEqual({ status: 200, type: 'text/markdown' })
  expect(text).toMatch(/^# /)
  expect(text).toContain(words)
  const file = name === 'summary.md' ? 'PERFORMANCE_REVIEW_SUMMARY.md' : 'PERFORMANCE_METRICS.md'
  expect(headers.get('content-disposition') ?? file).toContain(file)
})

test.each(['', '/summary.md', '/metrics.md'])(
  'a review that is unknown and one of another tenant cannot be told apart%s',
  async (what) => {
    const other = caller(app, (await aTenant()).token)
    const answers = []
    for (const id of [scene.id, uuid(), 'x', '%00']) {
      const answer = await other('GET', `/api/v1/reviews/${id}${what}`)
      expectProblem(answer, 404)
      answers.push(answer.text)
    }
    expect(new Set(answers).size).toBe(1)
  },
)
