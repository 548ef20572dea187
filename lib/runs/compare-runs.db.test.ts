import { beforeAll, describe, expect, test } from 'vitest'
import { aMeasurement, aMember, anUpload, aProject, aToken } from '../db/testing/fixtures'
import { refusal } from '../db/testing/observe'
import { testDatabase } from '../db/testing/test-database'
import { watch } from '../db/testing/watch'
import type { Ctx, ReadCtx, TokenCtx } from '../projects/context'
import { compareRuns, listCompareChoices, parseSide } from './queries'
import { HOUR, hoursBefore, LAST, sendHistory, sendRun, steady } from './testing/send-run'

testDatabase()

const compare = (ctx: ReadCtx, base: string, head: string, environment?: string) =>
  compareRuns(ctx, { base: parseSide(base)!, head: parseSide(head)! }, environment)

async function compared(...given: Parameters<typeof compare>) {
  const answer = await compare(...given)
  if (answer.kind !== 'compared') throw new Error(`nothing was compared: ${answer.kind}`)
  return answer
}

const noisy = { ...anUpload('any').environment, noise: { stealPercent: 50 } }
const value = (metric: string, v: number, unit = 'ms') => ({ metric, unit, value: v })

describe('a project with a history', () => {
  let ctx: TokenCtx
  let viewer: Ctx
  let history: string[]
  let slow: string[]
  beforeAll(async () => {
    const place = await aProject()
    ctx = (await aToken(place)).ctx
    viewer = await aMember(place, 'viewer')
    history = (await sendHistory(ctx, 'latency', steady(100, 24))).map((receipt) => receipt.runId)
    const receipts = await sendHistory(ctx, 'latency', steady(115, 5), { branch: 'slow', commit: 'slower' })
    slow = receipts.map((receipt) => receipt.runId)
  })

  test('a branch is its newest twenty, a build all of its runs', async () => {
    const { metrics, chosen } = await compared(viewer, 'branch:main', 'commit:slower')
    expect(chosen.base.runs.map((run) => run.id)).toEqual(history.toReversed().slice(0, 20))
    expect(chosen.head.runs.map((run) => run.id).toSorted()).toEqual(slow.toSorted())
    expect(metrics).toMatchObject([
      {
        definition: { metric: 'latency' },
        comparison: { verdict: 'worse', runs: { base: 20, head: 5, lent: 0 } },
        drawn: { of: 'runs' },
        failed: { base: 0, head: 0 },
      },
    ])
    expect(metrics[0]!.comparison.ratio).toBeCloseTo(1.15, 2)
  })

  test('a stretch of time ends before its end', async () => {
    const span = `range:${hoursBefore(10)}..${hoursBefore(2)}`
    const { chosen } = await compared(viewer, span, 'branch:slow')
    expect(chosen.base.runs).toHaveLength(8)
    expect(chosen.base.runs.every((run) => run.startedAt.getTime() < LAST - 2 * HOUR)).toBe(true)
    const { chosen: other } = await compared(viewer, 'branch:main', `${span}@slow`)
    expect(other.head.runs.map((run) => run.branch)).toEqual(['slow', 'slow', 'slow'])
  })

  test('a run of the branch is held against the others of it', async () => {
    const { chosen } = await compared(viewer, 'branch:main', `run:${history[23]!.toUpperCase()}`)
    expect(chosen.base.runs.map((run) => run.id)).toEqual(history.toReversed().slice(1, 21))
  })

  test('two lone runs borrow the spread of the runs before them, not of those between', async () => {
    const { metrics } = await compared(viewer, `run:${history[14]}`, `run:${history[20]}`)
    expect(metrics[0]!.comparison.runs).toEqual({ base: 1, head: 1, lent: 14 })
    const early = await compared(viewer, `run:${history[3]}`, `run:${history[20]}`)
    expect(early.metrics[0]!.comparison).toMatchObject({ verdict: 'cannot tell', doubt: 'lone' })
  })

  test.each([
    ['branch:main', 'branch:main'],
    ['branch:slow', 'commit:slower'],
  ])('%s and %s are the same runs', async (base, head) => {
    expect(await compare(viewer, base, head)).toEqual({ kind: 'same' })
  })

  test('what is not there, or of another tenant, is empty on its side', async () => {
    const stranger = (await aToken(await aProject())).ctx
    const { receipt } = await sendRun(stranger, { branch: 'theirs', commit: 'theirs' })
    for (const side of [`run:${receipt.runId}`, 'commit:theirs', 'branch:theirs'])
      expect(await compare(viewer, 'branch:main', side)).toMatchObject({ kind: 'empty', sides: ['head'] })
    expect(await compare(stranger, `run:${history[0]}`, 'commit:slower')).toMatchObject({
      kind: 'empty',
      sides: ['base', 'head'],
    })
    expect(await listCompareChoices(stranger)).toMatchObject({ branches: ['theirs'], builds: [] })
  })

  test('twenty metrics cost no more statements than one', async () => {
    const { ctx: many } = await aToken(await aProject())
    const measurements = Array.from({ length: 20 }, (_, i) => aMeasurement(`metric ${i}`))
    for (const commit of ['a', 'b']) await sendRun(many, { commit, measurements })
    const count = async (given: ReadCtx, base: string, head: string) =>
      (await watch(() => compared(given, base, head))).statements.length
    const wide = await count(many, 'commit:a', 'commit:b')
    expect(wide).toBe(await count(viewer, `run:${history[3]}`, `run:${history[20]}`))
    expect(wide).toBeLessThanOrEqual(6)
    expect(await count(viewer, 'branch:main', 'commit:slower')).toBe(3)
  })

  test('a token that may not read is refused', async () => {
    const place = await aProject()
    const { ctx: writer } = await aToken(place, ['runs:write'])
    expect(await refusal(compare(writer, 'branch:main', 'branch:slow'))).toMatchObject({ code: 'forbidden' })
  })
})

test('runs that are not admissible are left out, and counted', async () => {
  const { ctx } = await aToken(await aProject())
  await sendHistory(ctx, 'latency', steady(100, 5))
  await sendHistory(ctx, 'latency', [500], { environment: noisy, commit: 'noisy' })
  const head = await sendHistory(ctx, 'latency', steady(100, 5), { branch: 'other' })
  const { chosen, metrics } = await compared(ctx, 'branch:main', 'branch:other')
  expect(chosen.base).toMatchObject({
    leftOut: [{ commit: 'noisy', reason: expect.stringMatching(/stolen/) }],
  })
  expect(metrics[0]!.comparison.runs).toMatchObject({ base: 5, head: 5 })
  expect(await compare(ctx, 'commit:noisy', `run:${head[0]!.runId}`)).toMatchObject({
    kind: 'empty',
    sides: ['base'],
    chosen: { base: { leftOut: [{ commit: 'noisy' }] } },
  })
})

describe('machines', () => {
  let ctx: TokenCtx
  beforeAll(async () => {
    ctx = (await aToken(await aProject())).ctx
    for (const [name, level] of [
      ['ci', 100],
      ['laptop', 300],
    ] as const)
      await sendHistory(ctx, 'latency', steady(level, 9), { environment: { name } })
    await sendHistory(ctx, 'latency', steady(102, 9), { branch: 'ci only', environment: { name: 'ci' } })
    await sendHistory(ctx, 'latency', steady(102, 9), { branch: 'else', environment: { name: 'server' } })
    await sendRun(ctx, { environment: { name: 'laptop' }, measurements: [value('latency', 300)] })
  })
  const places = async (...given: Parameters<typeof compare>) => {
    const { chosen } = await compared(...given)
    return [chosen.base, chosen.head].map(({ runs }) =>
      [...new Set(runs.map((r) => r.environment.name))].join(),
    )
  }
  test('are never mixed: both sides are of one that both have, however new another is', async () => {
    expect(await places(ctx, 'branch:main', 'branch:ci only')).toEqual(['ci', 'ci'])
  })
  test('are each side’s own where they have none in common', async () => {
    expect(await places(ctx, 'branch:main', 'branch:else')).toEqual(['laptop', 'server'])
  })
  test('can be chosen by name', async () => {
    expect(await places(ctx, 'branch:main', 'branch:ci only', 'ci')).toEqual(['ci', 'ci'])
    expect(await compare(ctx, 'branch:main', 'branch:ci only', 'laptop')).toMatchObject({
      kind: 'empty',
      sides: ['head'],
    })
  })
})

test('failures are counted and are no values, units are the metric’s, and a metric of one side is named', async () => {
  const { ctx } = await aToken(await aProject())
  const both = { startedAt: hoursBefore(1), commit: 'a' }
  await sendRun(ctx, { ...both, measurements: [value('latency', 100), { metric: 'state', state: 'good' }] })
  await sendRun(ctx, { ...both, measurements: [{ metric: 'latency', error: 'no server' }, value('old', 1)] })
  await sendRun(ctx, {
    commit: 'b',
    measurements: [value('latency', 0.11, 's'), { metric: 'state', state: 'good' }, value('new', 1)],
  })
  const { metrics, alone } = await compared(ctx, 'commit:a', 'commit:b')
  expect(metrics.find((m) => m.definition.metric === 'latency')).toMatchObject({
    comparison: { ratio: expect.closeTo(1.1, 10), value: { base: 100, head: expect.closeTo(110, 9) } },
    failed: { base: 1, head: 0 },
  })
  expect(metrics.find((m) => m.definition.metric === 'state')).toMatchObject({
    comparison: { ratio: null, value: { base: 0, head: 0 } },
    drawn: null,
  })
  expect(alone).toEqual({ base: ['old'], head: ['new'] })
})

test('two lone runs are drawn by their samples, and say how well each was measured', async () => {
  const { ctx } = await aToken(await aProject())
  await sendRun(ctx, { commit: 'a', measurements: [aMeasurement('latency', 180)] })
  await sendRun(ctx, { commit: 'b', measurements: [aMeasurement('latency', 280)] })
  await expect(compared(ctx, 'commit:a', 'commit:b')).resolves.toMatchObject({
    metrics: [
      {
        drawn: { of: 'samples', base: aMeasurement('latency', 180).samples },
        comparison: { verdict: 'cannot tell' },
      },
    ],
  })
})
