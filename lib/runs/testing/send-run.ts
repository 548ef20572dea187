import type { Measurement, RunUpload } from '../../core/wire'
import { anUpload, bytesOf } from '../../db/testing/fixtures'
import type { TokenCtx } from '../../projects/context'
import { recordRun } from '../record-run'

/** Uploads the fixtures' run, changed as told. */
export const sendRun = (ctx: TokenCtx, more: Partial<RunUpload> = {}) =>
  recordRun(ctx, bytesOf(anUpload(ctx.project.slug, more)), 'application/json')

export const HOUR = 3_600_000
export const LAST = Date.parse('2026-03-01T11:00:00.000Z')
/** The start of a run `hours` before the last one. */
export const hoursBefore = (hours: number) => new Date(LAST - hours * HOUR).toISOString()

/** `values` as one run each, an hour apart, oldest first, the last one an hour before the fixtures' run; a commit each. */
export async function sendHistory(
  ctx: TokenCtx,
  metric: string,
  values: readonly number[],
  more: Partial<RunUpload> & { unit?: string } = {},
) {
  const { unit = 'ms', ...run } = more
  const answers = []
  for (const [i, value] of values.entries()) {
    const measurements: Measurement[] = [{ metric, unit, value }]
    const startedAt = hoursBefore(values.length - i)
    answers.push((await sendRun(ctx, { commit: `commit ${i}`, startedAt, measurements, ...run })).receipt)
  }
  return answers
}

/** Ten values about a level, within 1% of it: enough for a baseline, and steady. */
export const steady = (level: number, count = 10) =>
  Array.from({ length: count }, (_, i) => level * (1 + ((i % 3) - 1) * 0.005))
