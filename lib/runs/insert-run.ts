import { type Goal, PARSER_VERSION, type Receipt, type RunUpload, type Verdict } from '../core/wire'
import type { Tx } from '../db/sql'

export type NewMeasurement = {
  seriesId: string
  /** numbers in the metric's stored unit */
  value: number | null
  low: number | null
  high: number | null
  stateRank: number | null
  state: string | null
  error: string | null
  samples: number
  quantiles: number[]
  targetVersion: number
  verdict: Verdict
  /** of the baseline; told by the verdict, in the unit of then */
  level: number | null
  /** values of the newest earlier runs, newest first */
  recent: number[]
}
export type NewRun = {
  projectId: string
  upload: RunUpload
  body: Uint8Array
  contentType: string
  format: string
  bodySha256: string
  receivedAt: Date
  environmentId: string
  uploadedBy: string
  simulated: boolean
  receipt: Receipt
  measurements: NewMeasurement[]
}

function countGoals({ verdicts }: Receipt) {
  const goals: Partial<Record<Goal, number>> = {}
  for (const { goal } of verdicts) goals[goal] = (goals[goal] ?? 0) + 1
  return goals
}

/** Writes run, body and measurements; false when a run of this id is there already, also when it came a moment ago. */
export async function insertRun(tx: Tx, run: NewRun): Promise<boolean> {
  const { projectId, upload, receipt } = run
  const at = (text: string | undefined) => (text === undefined ? null : new Date(text))
  const startedAt = new Date(upload.startedAt)
  const inserted = await tx`
    insert into runs (project_id, id, suite, branch, commit, commit_at, started_at, finished_at, received_at, environment_id,
      environment, agent_name, agent_version, uploaded_by, format, simulated, admissible, reason, grade, goals, digest,
      body_sha256, receipt)
    values (${projectId}, ${upload.runId}, ${upload.suite}, ${upload.branch}, ${upload.commit}, ${at(upload.commitAt)},
      ${startedAt}, ${at(upload.finishedAt)}, ${run.receivedAt}, ${run.environmentId},
      ${JSON.stringify(upload.environment)}::text::jsonb, ${upload.agent.name}, ${upload.agent.version},
      ${run.uploadedBy}, ${run.format}, ${run.simulated}, ${receipt.admissible}, ${receipt.reason ?? null},
      ${receipt.grade}, ${JSON.stringify(countGoals(receipt))}::text::jsonb, ${receipt.evidence}, ${run.bodySha256}, ${JSON.stringify(receipt)}::text::jsonb)
    on conflict (project_id, id) do nothing`
  if (inserted.count === 0) return false
  await Promise.all([
    tx`
      insert into run_bodies (project_id, run_id, content_type, parser_version, bytes)
      values (${projectId}, ${upload.runId}, ${run.contentType}, ${PARSER_VERSION}, ${run.body})`,
    tx`
      insert into measurements (project_id, run_id, series_id, started_at, value, low, high, state_rank, state, error, samples,
        quantiles, admissible, goal, change, target_version, verdict)
      select ${projectId}, ${upload.runId}::uuid, "seriesId", ${startedAt}, value, low, high, "stateRank", state, error, samples,
        quantiles, ${receipt.admissible}, verdict->>'goal', verdict->>'change',
        "targetVersion", verdict
      from json_to_recordset(${JSON.stringify(run.measurements)}::text::json) as m("seriesId" uuid, value float8, low float8,
        high float8, "stateRank" int2, state text, error text, samples int, quantiles float8[],
        "targetVersion" int, verdict jsonb)`,
  ])
  return true
}
