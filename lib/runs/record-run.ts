import { createHash } from 'node:crypto'
import { appendAudit } from '../audit'
import { demandScope } from '../auth/permissions'
import { actorOf } from '../auth/principal'
import { admissibility } from '../core/environment'
import { digestOf } from '../core/evidence'
import { launchSizes } from '../core/measuring'
import { type Receipt, type RunUpload, receipt as receiptSchema } from '../core/wire'
import { sql, type Tx } from '../db/sql'
import { shortRead, sqlTransaction } from '../db/transaction'
import { baseUrl } from '../env'
import { AppError } from '../errors'
import { takeIn } from '../metrics/detect'
import { refuseIfRetargeted, resolveMetrics } from '../metrics/resolve-metrics'
import { notFound, type TokenCtx } from '../projects/context'
import { baseCommitOf, readBaselines } from './baselines'
import { findEnvironment, findSeries } from './find-series'
import { readHistory } from './history'
import { insertRun } from './insert-run'
import { judgeUpload } from './judge-upload'
import { raiseAlerts } from './raise-alerts'
import { readUpload } from './read-upload'

export type RunAnswer = { status: 200 | 201; receipt: Receipt }
export type Received = { upload: RunUpload; body: Uint8Array; contentType: string; format: string }

/** Another upload of the same id was faster; its receipt is the answer. */
class Overtaken extends Error {}

/** Stores a run as the agent sends it, once, with its verdicts; the same upload again gets the same receipt. */
export async function recordRun(
  ctx: TokenCtx,
  body: Uint8Array,
  contentType: string,
  { format = 'phasegate' }: { format?: string } = {},
): Promise<RunAnswer> {
  demandScope(ctx.principal, 'runs:write')
  return storeRun(ctx, { upload: readUpload(body, ctx.now), body, contentType, format })
}

/** The same for a body that was read already. */
export async function storeRun(ctx: TokenCtx, received: Received): Promise<RunAnswer> {
  demandScope(ctx.principal, 'runs:write')
  if (received.upload.project !== ctx.project.slug) throw notFound()
  const bodySha256 = createHash('sha256').update(received.body).digest('hex')
  const before = await findReceipt(ctx, received.upload, bodySha256)
  if (before) return { status: 200, receipt: before }
  try {
    return {
      status: 201,
      receipt: await sqlTransaction((tx) => write(tx, ctx, { ...received, bodySha256 })),
    }
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error
    const receipt = await findReceipt(ctx, received.upload, bodySha256)
    if (!receipt) throw error
    return { status: 200, receipt }
  }
}

/** jsonb keeps no order of keys; the same receipt shall be the same bytes, first time and again. */
const inOrder = (receipt: Receipt) => receiptSchema.parse(receipt)

async function findReceipt(ctx: TokenCtx, upload: RunUpload, bodySha256: string): Promise<Receipt | null> {
  const [row] = await shortRead(sql<{ receipt: Receipt; same: boolean }[]>`
    select receipt, (body_sha256, suite, branch, commit, environment->>'name') =
      (${bodySha256}, ${upload.suite}, ${upload.branch}, ${upload.commit}, ${upload.environment.name}) as same
    from runs where project_id = ${ctx.project.id} and id = ${upload.runId}`)
  if (row && !row.same)
    throw new AppError(
      'unprocessable',
      `A run ${upload.runId} with other content is stored already; give each run an id of its own.`,
      [{ path: 'runId', message: 'is taken by another run' }],
    )
  return row ? inOrder(row.receipt) : null
}

async function write(tx: Tx, ctx: TokenCtx, run: Received & { bodySha256: string }): Promise<Receipt> {
  const { upload, bodySha256 } = run
  const projectId = ctx.project.id
  const startedAt = new Date(upload.startedAt)
  const receivedAt = ctx.simulated ? startedAt : ctx.now
  const actor = actorOf(ctx.principal)
  const stamp = { projectId, createdAt: receivedAt, createdBy: actor }

  const metrics = await resolveMetrics(tx, upload.measurements, stamp)
  const environment = await findEnvironment(tx, projectId, upload.environment, receivedAt)
  const series = await findSeries(
    tx,
    { projectId, branch: upload.branch, environmentId: environment.id },
    metrics.map((m) => m.id),
  )
  const seriesIds = metrics.map((m) => series.get(m.id)!)
  const history = await readHistory(tx, seriesIds, {
    projectId,
    startedAt,
    runId: upload.runId,
    commit: upload.commit,
  })

  const place = { projectId, runId: upload.runId, startedAt }
  const baselines = await readBaselines(tx, seriesIds, {
    ...place,
    branch: upload.branch,
    defaultBranch: ctx.project.defaultBranch,
    environmentId: environment.id,
    baseCommit: baseCommitOf(upload.environment),
  })

  const { measurements, verdicts, grade } = judgeUpload(
    upload.measurements.map((measurement, i) => ({
      measurement,
      launches: launchSizes(upload, measurement.metric),
      metric: metrics[i]!,
      seriesId: seriesIds[i]!,
      history: history.get(seriesIds[i]!) ?? [],
      baseline: baselines.get(seriesIds[i]!),
    })),
  )
  const { admissible, reason } = admissibility(upload.environment)
  const evidence = digestOf({
    bodySha256,
    environmentClass: environment.classHash,
    commit: upload.commit,
    verdicts,
  })

  const detected = await takeIn(
    tx,
    projectId,
    admissible ? measurements.map((m, i) => ({ ...m, statistic: metrics[i]!.statistic })) : [],
    place,
  )
  const raised =
    admissible && upload.branch === ctx.project.defaultBranch
      ? await raiseAlerts(
          tx,
          measurements.map((m, i) => ({
            ...m,
            metric: metrics[i]!.name,
            direction: metrics[i]!.direction,
            minEffect: metrics[i]!.minEffect,
            statistic: metrics[i]!.statistic,
          })),
          detected,
          { ...place, commit: upload.commit, at: receivedAt },
        )
      : []
  const address = `${baseUrl()}/${ctx.organisation.slug}/${ctx.project.slug}`
  const receipt: Receipt = {
    runId: upload.runId,
    url: `${address}/runs/${upload.runId}`,
    evidence,
    admissible,
    ...(reason && { reason }),
    grade,
    verdicts,
    alerts: raised.map((alert) => ({ ...alert, url: `${address}/alerts/${alert.id}` })),
  }

  const stored = await insertRun(tx, {
    ...run,
    projectId,
    receivedAt,
    environmentId: environment.id,
    uploadedBy: actor,
    simulated: ctx.simulated ?? false,
    receipt,
    measurements,
  })
  if (!stored) throw new Overtaken()
  await appendAudit(tx, {
    projectId,
    actor,
    action: 'run.record',
    subject: upload.runId,
    detail: { evidence, bodySha256, grade, admissible, simulated: ctx.simulated ?? false },
    at: receivedAt,
  })
  await refuseIfRetargeted(tx, metrics)
  return inOrder(receipt)
}
