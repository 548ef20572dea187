import { describe, expect, test } from 'vitest'
import { verifyAudit } from '../audit'
import { aMeasurement, aMember, aProject, aToken } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import { untilWaiting } from '../db/testing/watch'
import { sqlTransaction } from '../db/transaction'
import type { Ctx, TokenCtx } from '../projects/context'
import { hoursBefore, sendRun } from '../runs/testing/send-run'
import { getSeries, getTargetHistory } from './queries'
import { setTarget } from './set-target'

testDatabase()

const limits = { unit: 'ms', direction: 'lower', target: 200, acceptance: 300 } as const

async function aScene(): Promise<{ ctx: TokenCtx; admin: Ctx }> {
  const place = await aProject()
  return { ctx: (await aToken(place)).ctx, admin: await aMember(place, 'admin') }
}

/** Runs both with the audit chain held, so that `first` and then `second` stand before its lock when it opens. */
async function inThisOrder<A, B>(ctx: TokenCtx, first: () => Promise<A>, second: () => Promise<B>) {
  let work: [Promise<A>, Promise<B>] | undefined
  await sqlTransaction(async (tx) => {
    await tx`select 1 from audit_heads where project_id = ${ctx.project.id} for update`
    const a = first()
    await untilWaiting(1)
    const b = second()
    await untilWaiting(2)
    work = [a, b]
  })
  return Promise.all(work!)
}

describe('a target that is changed while an upload is being judged', () => {
  const samples = () => [aMeasurement('m', 100)]
  const change = { ...limits, target: 50, acceptance: 60, statistic: 'p50' } as const

  test('first: the upload is judged by it, with its statistic', async () => {
    const { ctx, admin } = await aScene()
    await setTarget(admin, 'm', limits)
    const [, { receipt }] = await inThisOrder(
      ctx,
      () => setTarget(admin, 'm', change),
      () => sendRun(ctx, { measurements: samples() }),
    )
    expect(receipt.verdicts[0]).toMatchObject({
      targetVersion: 2,
      target: 50,
      statistic: 'p50',
      value: 104.5,
    })
    expect((await getSeries(ctx, { metric: 'm' })).lines[0]!.points).toMatchObject([{ value: 104.5 }])
    expect(await verifyAudit(ctx.project.id)).toMatchObject([{ events: 3, bad: null }])
  })

  test('second: the upload keeps its verdict, and its value is restated', async () => {
    const { ctx, admin } = await aScene()
    await setTarget(admin, 'm', limits)
    const [{ receipt }] = await inThisOrder(
      ctx,
      () => sendRun(ctx, { measurements: samples() }),
      () => setTarget(admin, 'm', change),
    )
    expect(receipt.verdicts[0]).toMatchObject({ targetVersion: 1, target: 200, statistic: 'p95' })
    expect((await getSeries(ctx, { metric: 'm' })).lines[0]!.points).toMatchObject([{ value: 104.5 }])
  })
})

test('first uploads and first targets of the same metrics at once: one metric each, versions in one row', async () => {
  const { ctx, admin } = await aScene()
  const names = ['a', 'b', 'c']
  const work = Array.from({ length: 12 }, (_, i) =>
    i % 3 === 0
      ? setTarget(admin, names[i % 2]!, { ...limits, target: 100 + i })
      : sendRun(ctx, {
          startedAt: hoursBefore(i),
          measurements: (i % 2 ? names : names.toReversed()).map((name) => aMeasurement(name)),
        }),
  )
  await Promise.all(work)
  for (const name of names) {
    const versions = (await getTargetHistory(ctx, name)).map((t) => t.version)
    expect(versions).toEqual(versions.map((_, i) => versions.length - i))
    expect((await getSeries(ctx, { metric: name })).total).toBe(8)
  }
  expect(await verifyAudit(ctx.project.id)).toMatchObject([{ bad: null }])
})

test('the same target twice at once is one version', async () => {
  const { ctx, admin } = await aScene()
  await sendRun(ctx, { measurements: [aMeasurement('m')] })
  await Promise.all(Array.from({ length: 8 }, () => setTarget(admin, 'm', limits)))
  expect(await getTargetHistory(ctx, 'm')).toHaveLength(2)
})

test('metrics that failed in many runs at once learn their unit once', async () => {
  const { ctx } = await aScene()
  await sendRun(ctx, { measurements: [{ metric: 'm', error: 'no' }], startedAt: hoursBefore(9) })
  const measurements = [{ metric: 'm', unit: 's', value: 1 }]
  await Promise.all(
    Array.from({ length: 8 }, (_, i) => sendRun(ctx, { measurements, startedAt: hoursBefore(i) })),
  )
  expect(await getTargetHistory(ctx, 'm')).toMatchObject([{ version: 2, unit: 's' }, { version: 1 }])
})
