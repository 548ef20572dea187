import { v7 as uuid } from 'uuid'
import { appendAudit, lockAudit } from '../audit'
import { demand, demandScope } from '../auth/permissions'
import { actorOf } from '../auth/principal'
import { type MetricDefinition, metricInput } from '../core/metric'
import { metricName } from '../core/wire'
import type { Tx } from '../db/sql'
import { sqlTransaction } from '../db/transaction'
import { AppError } from '../errors'
import type { ReadCtx } from '../projects/context'
import { validate } from '../validate'
import { currentTarget, definitionOf, type MetricRow, metricColumns, UNKNOWN_DIMENSION } from './definitions'
import { insertTargets } from './insert-targets'
import { rerank, restate } from './restate'
import { refuseOther, same, type Wanted, wantedOf } from './wanted-target'

export type TargetAnswer = { status: 200 | 201; definition: MetricDefinition }

/** Each round sees what the one before lost to another transaction. */
const ROUNDS = 4

/** A new version of what is expected of a metric; the metric itself, when it is new. The same target again changes nothing. */
export async function setTarget(ctx: ReadCtx, metric: string, given: unknown): Promise<TargetAnswer> {
  if (ctx.principal.kind === 'token') demandScope(ctx.principal, 'metrics:write')
  else demand(ctx, 'manage')
  const name = validate(metricName, metric, 'The name of the metric')
  const wanted = wantedOf(validate(metricInput, given))
  return sqlTransaction(async (tx) => {
    for (let round = 0; round < ROUNDS; round++) {
      const before = await readMetric(tx, ctx.project.id, name)
      if (before) refuseOther(before, wanted)
      if (before && same(before, wanted)) return { status: 200, definition: definitionOf(before) }
      if (!(await claimVersion(tx, ctx, name, before, wanted))) continue
      const after = (await readMetric(tx, ctx.project.id, name))!
      await complete(tx, ctx, before, after)
      return { status: before ? 200 : 201, definition: definitionOf(after) }
    }
    throw new AppError('unavailable', 'The targets of this project change too fast; try again.', [], 1)
  })
}

async function readMetric(tx: Tx, projectId: string, name: string): Promise<MetricRow | undefined> {
  const [row] = await tx<MetricRow[]>`
    select ${metricColumns()} from metrics m ${currentTarget()}
    where m.project_id = ${projectId} and m.name = ${name}`
  return row
}

/**
 * Writes metric and version in the order in which uploads do, before any lock of the audit chain, so that nobody waits in a circle.
 * False when another transaction was faster.
 */
async function claimVersion(
  tx: Tx,
  ctx: ReadCtx,
  name: string,
  before: MetricRow | undefined,
  wanted: Wanted,
) {
  const projectId = ctx.project.id
  const { dimension, target } = wanted
  const id = before?.id ?? uuid()
  if (!before) {
    const made =
      await tx`insert into metrics (id, project_id, name, title, dimension, stored_unit, created_at)
      values (${id}, ${projectId}, ${name}, ${name}, ${dimension}, ${target.unit}, ${ctx.now}) on conflict do nothing`
    if (!made.count) return false
  } else if (before.dimension === UNKNOWN_DIMENSION) {
    const learnt = await tx`update metrics set dimension = ${dimension}, stored_unit = ${target.unit}
      where id = ${id} and project_id = ${projectId} and dimension = ${UNKNOWN_DIMENSION}`
    if (!learnt.count) return false
  }
  const row = { metricId: id, version: (before?.version ?? 0) + 1, ...target }
  const stamp = { projectId, createdAt: ctx.now, createdBy: actorOf(ctx.principal) }
  return (await insertTargets(tx, [row], stamp)).count > 0
}

/** Earlier values follow the new version, under the lock that uploads take last: see refuseIfRetargeted. */
async function complete(tx: Tx, ctx: ReadCtx, before: MetricRow | undefined, after: MetricRow) {
  const projectId = ctx.project.id
  await lockAudit(tx, projectId)
  const { version, unit, direction, statistic, minEffect, states, target, acceptance } = after
  if (before && statistic === 'state') await rerank(tx, projectId, after.id, states)
  else if (before && before.statistic !== statistic && statistic !== 'state')
    await restate(tx, projectId, after.id, statistic)
  await appendAudit(tx, {
    projectId,
    actor: actorOf(ctx.principal),
    action: 'target.set',
    subject: after.name,
    detail: {
      ...{ version, unit, direction, statistic, minEffect, states, target, acceptance },
      targetState: after.targetState,
      acceptanceState: after.acceptanceState,
    },
    at: ctx.now,
  })
}
