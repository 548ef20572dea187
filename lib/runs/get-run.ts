import * as z from 'zod'
import { convert } from '../core/units'
import type { EnvironmentDetails, Receipt } from '../core/wire'
import { sql } from '../db/sql'
import { demandRead } from '../projects/access'
import { notFound, type ReadCtx } from '../projects/context'
import { type RunRow, type RunView, runColumns } from './rows'
import { readSamples } from './samples'

type Row = RunRow & {
  receipt: Receipt
  environmentDetails: EnvironmentDetails
  previousEnvironmentDetails: EnvironmentDetails | null
  previousRunId: string | null
  agent: { name: string; version: string }
  uploadedBy: string
  finishedAt: Date | null
  commitAt: Date | null
  format: string
  bodySha256: string
}
type MeasurementRow = {
  metric: string
  title: string
  unit: string | null
  storedUnit: string | null
  quantiles: number[]
  n: number
}

/** Everything that is known of one run. */
export async function getRun(ctx: ReadCtx, runId: string): Promise<RunView> {
  demandRead(ctx)
  const id = z.guid().safeParse(runId)
  if (!id.success) throw notFound()
  const where = { projectId: ctx.project.id, id: id.data.toLowerCase() }
  const [[run], measurements, samples] = await Promise.all([
    readRun(where),
    readMeasurements(where),
    readSamples(where),
  ])
  if (!run) throw notFound()
  return {
    ...run,
    verdicts: run.receipt.verdicts,
    measurements: measurements.map(({ storedUnit, ...m }) => ({
      ...m,
      quantiles: m.quantiles.length ? inUnit(m.quantiles, storedUnit, m.unit) : null,
      samples: samples(m.metric, m.unit),
    })),
  }
}

const inUnit = (values: number[], from: string | null, to: string | null) =>
  from === null || to === null || from === to ? values : values.map((v) => convert(v, from, to))

const readRun = ({ projectId, id }: { projectId: string; id: string }) => sql<Row[]>`
  select ${runColumns()}, r.receipt, r.environment as "environmentDetails", r.finished_at as "finishedAt",
    r.commit_at as "commitAt", r.format, r.body_sha256 as "bodySha256",
    jsonb_build_object('name', r.agent_name, 'version', r.agent_version) as agent,
    coalesce((select 'token ' || k.name from api_tokens k where 'token:' || k.id = r.uploaded_by), r.uploaded_by) as "uploadedBy",
    before.environment as "previousEnvironmentDetails", before.id as "previousRunId"
  from runs r join environments e on e.id = r.environment_id
  left join lateral (
    select p.id, p.environment from runs p join environments pe on pe.id = p.environment_id
    where p.project_id = r.project_id and p.suite = r.suite and p.branch = r.branch and pe.name = e.name
      and (p.started_at, p.id) < (r.started_at, r.id)
    order by p.started_at desc, p.id desc limit 1) before on true
  where r.project_id = ${projectId} and r.id = ${id}`

// In the unit of the verdict, so that the page shows the run as it was judged.
const readMeasurements = ({ projectId, id }: { projectId: string; id: string }) => sql<MeasurementRow[]>`
  select k.name as metric, k.title, coalesce(m.verdict->>'unit', k.stored_unit) as unit, k.stored_unit as "storedUnit",
    m.quantiles, m.samples as n
  from measurements m
  join series s on s.project_id = m.project_id and s.id = m.series_id
  join metrics k on k.id = s.metric_id
  where m.project_id = ${projectId} and m.run_id = ${id}
  order by k.created_at, k.name`
