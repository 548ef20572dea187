import { expect, test } from 'vitest'
import { changeAlerts } from '../alerts/change-alerts'
import { sql } from '../db/sql'
import { aMember, anUpload, aProject, aToken, bytesOf, NOW } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import type { TokenCtx } from '../projects/context'
import { recordRun } from './record-run'

testDatabase()

/** Runs of metrics m1, m2, … a minute apart; the value of each is the level times a quiet, fixed noise. */
function sender(ctx: TokenCtx) {
  let minute = 0
  return async (levels: number[], more: Record<string, unknown> = {}) => {
    minute++
    const { receipt } = await recordRun(
      ctx,
      bytesOf(
        anUpload(ctx.project.slug, {
          commit: `commit ${minute}`,
          startedAt: new Date(NOW.getTime() - 86_400_000 + minute * 60_000).toISOString(),
          measurements: levels.map((level, i) => ({
            metric: `m${i + 1}`,
            unit: 'ms',
            value: level * (1 + (((minute * 7) % 5) - 2) * 0.004),
          })),
          ...more,
        }),
      ),
      'application/json',
    )
    return receipt
  }
}
const times = async (count: number, work: () => Promise<unknown>) => {
  for (let i = 0; i < count; i++) await work()
}
const alertsOf = (ctx: TokenCtx) => sql<
  { id: string; state: string; kind: string; metrics: number; commit: string; good: string | null }[]
>`
  select a.id, a.state, a.kind, cardinality(a.series_ids) as metrics, a.commit, g.commit as good
  from alerts a left join runs g on g.project_id = a.project_id and g.id = a.good_run_id
  where a.project_id = ${ctx.project.id} order by a.created_at, a.id`

test('a regressed run never becomes the baseline by itself, however long it stays', async () => {
  const { ctx } = await aToken(await aProject())
  const send = sender(ctx)
  await times(12, () => send([100]))
  await times(30, () => send([130]))
  const late = await send([130])
  expect(late.verdicts[0]).toMatchObject({ change: 'regression', baseline: { runs: 12 } })
  expect(late.verdicts[0]!.baseline!.value).toBeCloseTo(100, 0)
  expect(await alertsOf(ctx)).toMatchObject([
    { state: 'open', kind: 'metric', commit: 'commit 13', good: 'commit 12' },
  ])
})

test('accepted by a lead, with a reason, it is; the audit tells of it', async () => {
  const place = await aProject()
  const { ctx } = await aToken(place)
  const send = sender(ctx)
  await times(12, () => send([100]))
  await times(10, () => send([130]))
  const [alert] = await alertsOf(ctx)
  const lead = await aMember(place, 'lead')
  await changeAlerts(lead, { action: 'accept', ids: [alert!.id], note: 'the new model is worth it' })
  const next = await send([130])
  expect(next.verdicts[0]).toMatchObject({ change: 'stable', baseline: { runs: 10 } })
  expect(await alertsOf(ctx)).toMatchObject([{ state: 'accepted' }])
  const [event] = await sql<{ detail: { note: string } }[]>`
    select detail from audit_events where project_id = ${ctx.project.id} and action = 'alert.accept'`
  expect(event!.detail.note).toBe('the new model is worth it')
  expect((await send([170])).verdicts[0]!.change).toBe('regression')
})

test('dismissed as noise, the runs count again and it is quiet', async () => {
  const place = await aProject()
  const { ctx } = await aToken(place)
  const send = sender(ctx)
  await times(12, () => send([100]))
  await send([130])
  const [alert] = await alertsOf(ctx)
  await changeAlerts(await aMember(place, 'member'), { action: 'dismiss', ids: [alert!.id], note: 'noise' })
  expect((await send([101])).verdicts[0]!.baseline!.runs).toBe(13)
  expect(await alertsOf(ctx)).toHaveLength(1)
})

test('an improvement is the new baseline by itself, and a return to before is a regression', async () => {
  const { ctx } = await aToken(await aProject())
  const send = sender(ctx)
  await times(12, () => send([100]))
  await times(12, () => send([70]))
  expect((await send([70])).verdicts[0]).toMatchObject({ change: 'stable', baseline: { runs: 12 } })
  expect((await send([100])).verdicts[0]!.change).toBe('regression')
})

test('what came and went is in no baseline', async () => {
  const { ctx } = await aToken(await aProject())
  const send = sender(ctx)
  await times(10, () => send([100]))
  await send([150])
  const back = await send([100])
  expect(back.verdicts[0]).toMatchObject({ change: 'stable', baseline: { runs: 10 } })
  expect(await alertsOf(ctx)).toMatchObject([{ state: 'resolved' }])
  expect((await send([100])).verdicts[0]!.baseline!.runs).toBe(11)
})

test('half of the metrics at once are one alert of the machine, which ends when they are back', async () => {
  const { ctx } = await aToken(await aProject())
  const send = sender(ctx)
  await times(12, () => send([100, 50, 20, 10, 5]))
  const shifted = await send([140, 70, 28, 10, 5])
  expect(shifted.alerts).toHaveLength(1)
  expect(await alertsOf(ctx)).toMatchObject([{ kind: 'environment', metrics: 3, state: 'suspected' }])
  await times(6, () => send([140, 70, 28, 10, 5]))
  expect(await alertsOf(ctx)).toMatchObject([{ kind: 'environment', metrics: 3, state: 'open' }])
  await times(8, () => send([100, 50, 20, 10, 5]))
  expect(await alertsOf(ctx)).toMatchObject([{ kind: 'environment', state: 'resolved' }])
})

test('a branch is compared with what it left, not with what came after', async () => {
  const { ctx } = await aToken(await aProject())
  const send = sender(ctx)
  await times(10, () => send([100]))
  await send([100], { commit: 'fork point' })
  await times(12, () => send([60]))
  const environment = {
    name: 'ci',
    cpu: 'Test CPU',
    cores: 2,
    memoryBytes: 2 ** 33,
    os: 'linux',
    runtime: 'node 20',
    base: { branch: 'main', commit: 'fork point' },
  }
  const told = await send([101], { branch: 'feature', environment })
  expect(told.verdicts[0]).toMatchObject({ change: 'stable', baseline: { runs: 11 } })
  const untold = await send([101], { branch: 'other' })
  expect(untold.verdicts[0]!.change).toBe('regression')
  expect(untold.alerts).toEqual([])
})
