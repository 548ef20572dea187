import { beforeAll, describe, expect, test } from 'vitest'
import { sql } from '../db/sql'
import { aMeasurement, anUpload, aProject, aToken, bytesOf } from '../db/testing/fixtures'
import { copyRun } from '../db/testing/history'
import { testDatabase } from '../db/testing/test-database'
import { planOf, rowsRead, type Statement, watch } from '../db/testing/watch'
import type { TokenCtx } from '../projects/context'
import { recordRun } from './record-run'
import { hoursBefore } from './testing/send-run'

testDatabase()

const many = (count: number) => Array.from({ length: count }, (_, i) => aMeasurement(`metric ${i}`))
const aCtx = async () => (await aToken(await aProject())).ctx

async function send(ctx: TokenCtx, count: number, hour: number) {
  const upload = anUpload(ctx.project.slug, { measurements: many(count), startedAt: hoursBefore(hour) })
  const start = performance.now()
  const { answer, statements } = await watch(() => recordRun(ctx, bytesOf(upload), 'application/json'))
  expect(answer.receipt.verdicts).toHaveLength(count)
  return { upload, statements, ms: performance.now() - start }
}

test('five thousand measurements take as many statements as one, and are soon done', async () => {
  const [small, large] = [await aCtx(), await aCtx()]
  const first = [await send(small, 1, 2), await send(large, 5_000, 2)]
  const next = [await send(small, 1, 1), await send(large, 5_000, 1)]
  for (const [one, all] of [first, next] as const) {
    expect(all!.statements.length).toBe(one!.statements.length)
    expect(all!.statements.length).toBeLessThanOrEqual(30)
  }
  expect(next[1]!.ms).toBeLessThan(8_000)
})

describe('a large history', () => {
  const METRICS = 10
  const BASELINE = 20
  let ctx: TokenCtx
  let reads: Statement[]
  beforeAll(async () => {
    ctx = await aCtx()
    const { upload } = await send(ctx, METRICS, 1)
    await copyRun(ctx, upload.runId, 2_000)
    const { statements } = await send(ctx, METRICS, 0)
    reads = statements.filter((s) => /^\s*select/i.test(s.text) && !/for (no key )?update/.test(s.text))
  })

  test('is read no further than the baseline', async () => {
    const plans = await Promise.all(reads.map(planOf))
    const read = (relation: string) => plans.reduce((sum, plan) => sum + rowsRead(plan, relation), 0)
    expect(read('measurements')).toBeLessThanOrEqual(METRICS * BASELINE)
    expect(read('measurements')).toBeGreaterThan(0)
    expect(read('runs')).toBeLessThanOrEqual(BASELINE + 5)
    const ways = plans.flatMap((p) => p.nodes).filter((n) => n.relation === 'measurements' && n.rows > 0)
    expect(ways.map((n) => `${n.type} ${n.index}`)).toEqual(['Index Only Scan measurements_trend_idx'])
  })

  test('behind a regression that nobody has accepted, or before a level just accepted, costs nothing more', async () => {
    const { project } = ctx
    const ends = [
      ['live', sql`order by started_at offset 500 limit 1`],
      ['baseline', sql`order by started_at desc offset 5 limit 1`],
    ] as const
    for (const [kind, where] of ends) {
      const [run] = await sql<{ id: string; at: Date }[]>`
        select id, started_at as at from runs where project_id = ${project.id} ${where}`
      const alert = sql`
        insert into alerts (id, project_id, series_id, series_ids, indexes, run_id, commit, started_at, state, effect, statistic, created_at)
        select gen_random_uuid(), project_id, id, array[id], array[500], ${run!.id}, 'c', ${run!.at}, 'open', 0.5, 'p95', now()
        from series where project_id = ${project.id}`
      const level = sql`
        update series set baseline_at = ${run!.at}, baseline_run_id = ${run!.id} where project_id = ${project.id}`
      await (kind === 'live' ? alert : level)
      const { statements } = await send(ctx, METRICS, kind === 'live' ? -0.1 : -0.2)
      const baselines = statements.filter((s) => /as s\(id, of\)/.test(s.text))
      expect(baselines).toHaveLength(1)
      const read = rowsRead(await planOf(baselines[0]!), 'measurements')
      expect([kind, read <= METRICS * BASELINE]).toEqual([kind, true])
      await sql`delete from alert_events where project_id = ${project.id}`
      await sql`delete from alerts where project_id = ${project.id}`
    }
    await sql`update series set baseline_at = null, baseline_run_id = null where project_id = ${project.id}`
  })

  test('of a single commit costs nothing more', async () => {
    const { project } = ctx
    await sql`update runs set commit = 'c0ffee' where project_id = ${project.id}`
    await sql`vacuum analyze runs`
    const { statements } = await send(ctx, METRICS, -0.5)
    const builds = statements.filter(
      (s) => /from runs where .* commit = /s.test(s.text) && !/receipt/.test(s.text),
    )
    expect(builds).toHaveLength(1)
    expect(rowsRead(await planOf(builds[0]!), 'runs')).toBeLessThanOrEqual(BASELINE + 5)
  })
})
