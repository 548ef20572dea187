import { v7 as uuid } from 'uuid'
import { appendAudit } from '../audit'
import { demand, demandScope } from '../auth/permissions'
import { actorOf } from '../auth/principal'
import {
  DEFAULT_MIN_EFFECT,
  defaultStatistic,
  type MetricDefinition,
  type MetricInput,
  metricInput,
} from '../core/metric'
import { canonicalUnit } from '../core/units'
import { metricName } from '../core/wire'
import type { Tx } from '../db/sql'
import { sqlTransaction } from '../db/transaction'
import { AppError } from '../errors'
import type { ReadCtx } from '../projects/context'
import { validate } from '../validate'
import { dimensionName } from './compatible'
import {
  currentTarget,
  definitionOf,
  type MetricRow,
  metricColumns,
  STATE_DIMENSION,
  UNKNOWN_DIMENSION,
} from './definitions'
import { insertTargets } from './insert-targets'
import type { TargetRow } from './learn'
import { rerank, restate } from './restate'

export type TargetAnswer = { status: 200 | 201; definition: MetricDefinition }
type Wanted = { dimension: string; target: Omit<TargetRow, 'metricId' | 'version'> }

/** A new version of what is expected of a metric; the metric itself, when it is new. The same target again changes nothing. */
export async function setTarget(ctx: ReadCtx, metric: string, given: unknown): Promise<TargetAnswer> {
  if (ctx.principal.kind === 'token') demandScope(ctx.principal, 'metrics:write')
  else demand(ctx, 'manage')
  const name = validate(metricName, metric, 'The name of the metric')
  const wanted = wantedOf(validate(metricInput, given))
  return sqlTransaction(async (tx) => {
    // First the lock that uploads take last: see refuseIfRetargeted.
    await tx`select 1 from audit_heads where project_id = ${ctx.project.id} for update`
    const before = await readMetric(tx, ctx.project.id, name)
    if (before) refuseOther(before, wanted)
    if (before && same(before, wanted)) return { status: 200, definition: definitionOf(before) }
    await write(tx, ctx, name, before, wanted)
    const after = (await readMetric(tx, ctx.project.id, name))!
    return { status: before ? 200 : 201, definition: definitionOf(after) }
  })
}

function wantedOf(input: MetricInput): Wanted {
  const none = { target: null, acceptance: null, targetState: null, acceptanceState: null }
  if ('states' in input)
    return {
      dimension: STATE_DIMENSION,
      target: {
        ...none,
        unit: null,
        direction: 'lower',
        statistic: 'state',
        minEffect: DEFAULT_MIN_EFFECT,
        states: input.states,
        targetState: input.target,
        acceptanceState: input.acceptance,
      },
    }
  const { direction, target, acceptance, minEffect, statistic } = input
  const unit = canonicalUnit(input.unit)
  return {
    dimension: dimensionName(unit),
    target: {
      ...none,
      unit,
      direction,
      statistic: statistic ?? defaultStatistic(direction),
      minEffect: minEffect ?? DEFAULT_MIN_EFFECT,
      target,
      acceptance,
      states: [],
    },
  }
}

async function readMetric(tx: Tx, projectId: string, name: string): Promise<MetricRow | undefined> {
  const [row] = await tx<MetricRow[]>`
    select ${metricColumns()} from metrics m ${currentTarget()}
    where m.project_id = ${projectId} and m.name = ${name}`
  return row
}

/** What was measured stays comparable: the unit may change, but only within its dimension. */
function refuseOther(before: MetricRow, { dimension, target }: Wanted) {
  const refuse = (path: string, message: string) =>
    new AppError('bad_request', `The body is not as expected: ${path}: ${message}.`, [{ path, message }])
  if (before.dimension === UNKNOWN_DIMENSION) return
  if (before.dimension !== dimension)
    throw dimension === STATE_DIMENSION
      ? refuse('states', `${before.name} is measured in ${before.unit}, not as a state`)
      : refuse(
          'unit',
          `${target.unit} does not convert to ${before.storedUnit ?? 'a state'}, in which ${before.name} is measured`,
        )
}

const KEYS = [
  'unit',
  'direction',
  'statistic',
  'minEffect',
  'target',
  'acceptance',
  'targetState',
  'acceptanceState',
] as const
const same = (before: MetricRow, { target }: Wanted) =>
  KEYS.every((key) => before[key] === target[key]) && before.states.join('\n') === target.states.join('\n')

async function write(tx: Tx, ctx: ReadCtx, name: string, before: MetricRow | undefined, wanted: Wanted) {
  const projectId = ctx.project.id
  const actor = actorOf(ctx.principal)
  const id = before?.id ?? uuid()
  const version = (before?.version ?? 0) + 1
  const { dimension, target } = wanted
  if (!before)
    await tx`insert into metrics (id, project_id, name, title, dimension, stored_unit, created_at)
      values (${id}, ${projectId}, ${name}, ${name}, ${dimension}, ${target.unit}, ${ctx.now})`
  else if (before.dimension === UNKNOWN_DIMENSION)
    await tx`update metrics set dimension = ${dimension}, stored_unit = ${target.unit} where id = ${id}`
  const row = { metricId: id, version, ...target }
  await insertTargets(tx, [row], { projectId, createdAt: ctx.now, createdBy: actor })
  if (before && target.statistic === 'state') await rerank(tx, projectId, id, target.states)
  else if (before && before.statistic !== target.statistic && target.statistic !== 'state')
    await restate(tx, projectId, id, target.statistic)
  await appendAudit(tx, {
    projectId,
    actor,
    action: 'target.set',
    subject: name,
    detail: { version, ...target },
    at: ctx.now,
  })
}
