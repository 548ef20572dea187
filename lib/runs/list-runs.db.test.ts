import { beforeAll, describe, expect, test } from 'vitest'
import { aMeasurement, aMember, aProject, aToken } from '../db/testing/fixtures'
import { refusal } from '../db/testing/observe'
import { testDatabase } from '../db/testing/test-database'
import { planOf, rowsRead, watch } from '../db/testing/watch'
import type { TokenCtx } from '../projects/context'
import { listRuns, type RunFilter } from './queries'
import { hoursBefore, sendRun } from './testing/send-run'

testDatabase()

async function pages(ctx: TokenCtx, filter: RunFilter, between = async () => {}) {
  const seen: string[][] = []
  for (let cursor: string | undefined; ; ) {
    const page = await listRuns(ctx, { ...filter, ...(cursor && { cursor }) })
    seen.push(page.runs.map((run) => run.id))
    if (!page.nextCursor) return seen
    cursor = page.nextCursor
    await between()
  }
}

describe('page by page', () => {
  test('runs that started in the same moment come each once, whatever arrives meanwhile', async () => {
    const { ctx } = await aToken(await aProject())
    const ids: string[] = []
    for (let i = 0; i < 7; i++) ids.push((await sendRun(ctx)).receipt.runId)
    for (const hour of [1, 2]) ids.push((await sendRun(ctx, { startedAt: hoursBefore(hour) })).receipt.runId)
    const newer = '2026-03-01T11:30:00.000Z'
    const seen = await pages(ctx, { limit: 2 }, async () => {
      await sendRun(ctx, { startedAt: newer })
    })
    expect(seen.map((page) => page.length)).toEqual([2, 2, 2, 2, 1])
    expect(seen.flat().toSorted()).toEqual(ids.toSorted())
    expect(seen.flat().slice(-2)).toEqual(ids.slice(-2))
  })

  test('the last page has no next, also when it is full', async () => {
    const { ctx } = await aToken(await aProject())
    expect(await listRuns(ctx)).toEqual({ runs: [], nextCursor: null })
    for (let i = 0; i < 2; i++) await sendRun(ctx)
    expect((await listRuns(ctx, { limit: 2 })).nextCursor).toBeNull()
    expect((await listRuns(ctx, { limit: 1 })).nextCursor).not.toBeNull()
  })

  const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  test.each([
    ['', 'nothing'],
    ['x', 'a letter'],
    [encoded(['yesterday', 'x']), 'other words'],
    [encoded(['0000-01-01T00:00:00Z', crypto.randomUUID()]), 'a year that no database knows'],
    [encoded({}), 'an object'],
  ])('a cursor of %j is refused: %s', async (cursor) => {
    const { ctx } = await aToken(await aProject())
    expect(await refusal(listRuns(ctx, { cursor }))).toEqual({ code: 'bad_request', paths: ['cursor'] })
  })
})

describe('filtered', () => {
  let ctx: TokenCtx
  beforeAll(async () => {
    ctx = (await aToken(await aProject())).ctx
    await sendRun(ctx, { commit: 'plain' })
    await sendRun(ctx, { commit: 'branch', branch: 'feature' })
    await sendRun(ctx, { commit: 'suite', suite: 'other' })
    await sendRun(ctx, { commit: 'machine', environment: { name: 'laptop' } })
    await sendRun(ctx, {
      commit: 'all three',
      branch: 'feature',
      suite: 'other',
      environment: { name: 'laptop' },
    })
  })
  test.each([
    [{}, ['all three', 'branch', 'machine', 'plain', 'suite']],
    [{ branch: 'feature' }, ['all three', 'branch']],
    [{ suite: 'other' }, ['all three', 'suite']],
    [{ environment: 'laptop' }, ['all three', 'machine']],
    [{ branch: 'feature', suite: 'other', environment: 'laptop' }, ['all three']],
    [{ branch: 'none' }, []],
  ])('by %j', async (filter, expected) => {
    const { runs } = await listRuns(ctx, filter)
    expect(runs.map((run) => run.commit).toSorted()).toEqual(expected)
  })
})

test('a row says what the run said: verdicts counted, admissible or why not, without a look at its measurements', async () => {
  const place = await aProject()
  const { ctx } = await aToken(place)
  await sendRun(ctx, {
    measurements: [aMeasurement('a'), aMeasurement('b'), { metric: 'c', error: 'no' }],
    environment: { name: 'ci', noise: { stealPercent: 50 } },
  })
  const viewer = await aMember(place, 'viewer')
  const { answer, statements } = await watch(() => listRuns(viewer))
  expect(statements).toHaveLength(1)
  expect(rowsRead(await planOf(statements[0]!), 'measurements')).toBe(0)
  expect(answer.runs).toMatchObject([
    {
      environment: { name: 'ci' },
      admissible: false,
      reason: expect.stringMatching(/stolen/),
      simulated: false,
      goals: { met: 0, acceptable: 0, missed: 0, inconclusive: 0, error: 1, no_target: 2 },
    },
  ])
})
