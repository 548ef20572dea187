import { expect, test } from 'vitest'
import type { EnvironmentDetails, Measurement } from '../core/wire'
import { aMember, aProject, aToken } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import { setTarget } from '../metrics/set-target'
import type { TokenCtx } from '../projects/context'
import { getOverviewMetrics, getRun, listRuns } from './queries'
import { hoursBefore, sendRun } from './testing/send-run'

testDatabase()

/** Twelve launches of ten samples: each steady, each at its own level from 150 to 205 ms. */
const sizes = Array.from({ length: 12 }, () => 10)
const samples = sizes.flatMap((n, i) => Array.from({ length: n }, (_, j) => 150 + i * 5 + j / 10))
const measurement: Measurement = { metric: 'stt', unit: 'ms', samples }
const launched: EnvironmentDetails = { name: 'ci', measuring: { launches: { stt: sizes } } }

test('a run of several launches is judged by them, on the receipt and on its page', async () => {
  const place = await aProject()
  const { ctx } = await aToken(place)
  const admin = await aMember(place, 'admin')
  const target = { unit: 'ms', direction: 'lower', target: 190, acceptance: 300, statistic: 'p50' } as const
  await setTarget(admin, 'stt', target)
  const pooled = await sendRun(ctx, { measurements: [measurement], environment: { name: 'one launch' } })
  const { receipt } = await sendRun(ctx, { measurements: [measurement], environment: launched })
  const [alone, together] = [pooled.receipt.verdicts[0]!, receipt.verdicts[0]!]
  expect(alone).toMatchObject({ goal: 'met', basis: 'samples' })
  expect(alone.launches).toBeUndefined()
  expect(together).toMatchObject({ value: alone.value, basis: 'samples', launches: 12 })
  expect(together.low).toBeLessThan(alone.low!)
  expect(together.high).toBeGreaterThan(alone.high!)
  expect(together.goal).toBe('inconclusive')
  const page = await getRun(ctx, receipt.runId)
  expect(page.verdicts[0]).toEqual(together)
  expect(page.environmentDetails.measuring).toEqual(launched.measuring)
})

test('how a run was measured makes no other environment of it', async () => {
  const { ctx } = await aToken(await aProject())
  const send = async (environment: EnvironmentDetails) =>
    (await getRun(ctx, (await sendRun(ctx, { measurements: [measurement], environment })).receipt.runId))
      .environment
  expect(await send(launched)).toEqual(await send({ name: 'ci' }))
  expect(await send({ name: 'ci', limits: { cpus: 1 } })).not.toEqual(await send({ name: 'ci' }))
})

const noisy = (ctx: TokenCtx, noiseLimits: object | undefined) =>
  sendRun(ctx, {
    measurements: [measurement],
    startedAt: hoursBefore(2),
    environment: {
      name: 'ci',
      noise: { stealPercent: 1, cpuPressurePercent: 8 },
      measuring: {
        ...(noiseLimits && { noiseLimits }),
        benchmarks: [
          { name: 'quiet', probe: 'exec', launches: 1, noise: { stealPercent: 0.1, cpuPressurePercent: 2 } },
          { name: 'speech', probe: 'exec', launches: 1, noise: { stealPercent: 6, cpuPressurePercent: 30 } },
        ],
      },
    },
  })

test('a run beyond the noise limits of its suite is kept and shown, and is no evidence', async () => {
  const { ctx } = await aToken(await aProject())
  const reason =
    'Too noisy: 6% of processor time was stolen by other machines during speech (limit 5% of the suite); tasks waited for a processor for 30% of the time during speech (limit 20% of the suite).'
  expect((await noisy(ctx, undefined)).receipt.admissible).toBe(true)
  const { receipt } = await noisy(ctx, { stealPercent: 5, cpuPressurePercent: 20, loadPerCore: 1 })
  expect(receipt).toMatchObject({ admissible: false, reason })
  expect(receipt.verdicts).toHaveLength(1)
  const page = await getRun(ctx, receipt.runId)
  expect(page).toMatchObject({ admissible: false, reason })
  expect(page.measurements[0]).toMatchObject({ n: 120 })
  expect((await listRuns(ctx, {})).runs.find((r) => r.id === receipt.runId)).toMatchObject({
    admissible: false,
    reason,
  })
})

test('what came before under too much noise is no baseline', async () => {
  const { ctx } = await aToken(await aProject())
  const next = async () =>
    (await sendRun(ctx, { measurements: [measurement], environment: { name: 'ci' } })).receipt.verdicts[0]
  await noisy(ctx, { stealPercent: 5 })
  expect((await next())?.change).toBe('no_baseline')
  await noisy(ctx, { stealPercent: 7 })
  expect((await next())?.change).toBe('insufficient_history')
})

test('the newest run is the metric’s on the overview, also when it is no evidence', async () => {
  const { ctx } = await aToken(await aProject())
  await noisy(ctx, { stealPercent: 5 })
  expect((await getOverviewMetrics(ctx))[0]?.latest).toMatchObject({ admissible: false })
})
