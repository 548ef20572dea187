import * as z from 'zod'
import { instant } from '../core/wire'
import { sql } from '../db/sql'
import { AppError } from '../errors'
import { demandRead } from '../projects/access'
import type { ReadCtx } from '../projects/context'
import { type RunRow, runColumns } from './rows'

export type RunFilter = {
  branch?: string
  environment?: string
  suite?: string
  cursor?: string
  limit?: number
}
export type RunPage = { runs: RunRow[]; nextCursor: string | null }

const place = z.tuple([instant, z.guid()])

/** Where a page ends: opaque to callers. Microseconds matter, so the time is kept as text. */
const encode = (at: string, id: string) => Buffer.from(JSON.stringify([at, id])).toString('base64url')

function decode(cursor: string) {
  try {
    return place.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    throw new AppError('bad_request', 'This cursor is not one of ours; start again without.', [
      { path: 'cursor', message: 'is not one of ours' },
    ])
  }
}

/** Newest first by start; runs that arrive meanwhile neither repeat nor hide others. */
export async function listRuns(ctx: ReadCtx, filter: RunFilter = {}): Promise<RunPage> {
  demandRead(ctx)
  const limit = Math.min(Math.max(1, Math.floor(filter.limit ?? 50)), 200)
  const after = filter.cursor === undefined ? null : decode(filter.cursor)
  const rows = await sql<(RunRow & { place: string })[]>`
    select ${runColumns()}, to_char(r.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as place
    from runs r join environments e on e.id = r.environment_id
    where r.project_id = ${ctx.project.id}
      ${filter.branch === undefined ? sql`` : sql`and r.branch = ${filter.branch}`}
      ${filter.suite === undefined ? sql`` : sql`and r.suite = ${filter.suite}`}
      ${filter.environment === undefined ? sql`` : sql`and e.name = ${filter.environment}`}
      ${after ? sql`and (r.started_at, r.id) < (${after[0]}::text::timestamptz, ${after[1]}::uuid)` : sql``}
    order by r.started_at desc, r.id desc limit ${limit + 1}`
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    runs: page.map(({ place: _, ...run }) => run),
    nextCursor: rows.length > limit && last ? encode(last.place, last.id) : null,
  }
}
