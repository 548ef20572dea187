import { expect, test } from 'vitest'
import { detectChanges } from '../core/change-points'
import { sql } from '../db/sql'
import { anUpload, aProject, aToken, bytesOf, NOW } from '../db/testing/fixtures'
import { testDatabase } from '../db/testing/test-database'
import type { TokenCtx } from '../projects/context'
import { recordRun } from '../runs/record-run'
import { lookAnew } from './detect'

testDatabase()

/** Deterministic noise of about 2%: the same in every run of the test. */
function noisy(levels: number[], seed = 1): number[] {
  let x = seed
  const next = () => {
    x = (Math.imul(x, 1_664_525) + 1_013_904_223) >>> 0
    return x / 2 ** 32
  }
  return levels.map((level) => level * (1 + 0.02 * (next() + next() + next() - 1.5)))
}
const steps = (...runs: [count: number, level: number][]) =>
  runs.flatMap(([count, level]) => new Array<number>(count).fill(level))

async function send(ctx: TokenCtx, values: number[], order: number[]) {
  for (const i of order)
    await recordRun(
      ctx,
      bytesOf(
        anUpload(ctx.project.slug, {
          commit: `commit ${i}`,
          startedAt: new Date(NOW.getTime() - (values.length - i) * 60_000).toISOString(),
          measurements: [{ metric: 'm', unit: 'ms', value: values[i]! }],
        }),
      ),
      'application/json',
    )
}

async function changesOf(ctx: TokenCtx) {
  const [series] = await sql<{ id: string }[]>`select id from series where project_id = ${ctx.project.id}`
  await lookAnew(ctx.project.id, [series!.id])
  return sql<{ index: number; state: string; commit: string; before: string; effect: number }[]>`
    select c.index, c.state, r.commit, b.commit as before, c.effect from change_points c
    join runs r on r.project_id = c.project_id and r.id = c.run_id
    join runs b on b.project_id = c.project_id and b.id = c.before_run_id
    where c.project_id = ${ctx.project.id} order by c.index`
}

const inOrder = (values: number[]) => values.map((_, i) => i)

test('a step is found with its first bad and its last good run', async () => {
  const { ctx } = await aToken(await aProject())
  const values = noisy(steps([15, 100], [10, 130]))
  await send(ctx, values, inOrder(values))
  const [change, ...others] = await changesOf(ctx)
  expect(others).toEqual([])
  expect(change).toMatchObject({ index: 15, state: 'confirmed', commit: 'commit 15', before: 'commit 14' })
  expect(change!.effect).toBeGreaterThan(0.25)
})

test('point by point comes to the same as all at once', async () => {
  const { ctx } = await aToken(await aProject())
  const values = noisy(steps([12, 100], [9, 140], [14, 95]), 7)
  await send(ctx, values, inOrder(values))
  const found = await changesOf(ctx)
  expect(found.filter((c) => c.state === 'confirmed').map((c) => c.index)).toEqual(
    detectChanges(values).map((c) => c.index),
  )
  expect(found.length).toBeGreaterThanOrEqual(2)
})

test.each([3, 4, 5])('uploads that come late give what a full recompute gives (order %i)', async (seed) => {
  const [late, timely] = [(await aToken(await aProject())).ctx, (await aToken(await aProject())).ctx]
  const values = noisy(steps([10, 100], [8, 125], [8, 90]), seed)
  const shuffled = inOrder(values).sort(
    (a, b) => ((a * seed * 7919) % 31) - ((b * seed * 7919) % 31) || a - b,
  )
  expect(shuffled).not.toEqual(inOrder(values))
  await send(timely, values, inOrder(values))
  await send(late, values, shuffled)
  expect(await changesOf(late)).toEqual(await changesOf(timely))
})
