import { sql } from '../db/sql'
import { demandRead } from '../projects/access'
import type { ReadCtx } from '../projects/context'

export const ALERT_STATES = [
  'suspected',
  'open',
  'acknowledged',
  'resolved',
  'accepted',
  'dismissed',
] as const
export type AlertState = (typeof ALERT_STATES)[number]
export type AlertRow = {
  id: string
  metric: string
  title: string
  state: AlertState
  effect: number
  runId: string
  commit: string
  createdAt: Date
  resolvedAt: Date | null
  branch: string
  environment: string
  simulated: boolean
}

/** Newest first. */
export async function listAlerts(ctx: ReadCtx, { state }: { state?: AlertState } = {}): Promise<AlertRow[]> {
  demandRead(ctx)
  return sql<AlertRow[]>`
    select a.id, m.name as metric, m.title, a.state, a.effect, a.run_id as "runId", a.commit,
      a.created_at as "createdAt", a.resolved_at as "resolvedAt", s.branch, e.name as environment, r.simulated
    from alerts a
    join series s on s.project_id = a.project_id and s.id = a.series_id
    join metrics m on m.id = s.metric_id
    join environments e on e.id = s.environment_id
    join runs r on r.project_id = a.project_id and r.id = a.run_id
    where a.project_id = ${ctx.project.id} ${state ? sql`and a.state = ${state}` : sql``}
    order by a.created_at desc, a.id desc limit 500`
}
