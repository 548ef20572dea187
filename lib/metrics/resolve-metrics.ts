import { v7 as uuid } from 'uuid'
import type { Measurement } from '../core/wire'
import type { Tx } from '../db/sql'
import { AppError, type FieldError } from '../errors'
import { mismatch } from './compatible'
import { currentTarget, type MetricRow, metricColumns, UNKNOWN_DIMENSION } from './definitions'
import { insertTargets } from './insert-targets'
import { firstDefinition, furtherDefinition, type TargetRow } from './learn'

type Stamp = { projectId: string; createdAt: Date; createdBy: string }
/** Each round learns what the one before could not see because another transaction was making it. */
const ROUNDS = 4
const MOST_ERRORS = 20

/** The metric of each measurement, in their order; new ones are made without a target. Refuses what cannot be compared. */
export async function resolveMetrics(
  tx: Tx,
  measurements: Measurement[],
  stamp: Stamp,
): Promise<MetricRow[]> {
  const names = measurements.map((m) => m.metric)
  for (let round = 0; round < ROUNDS; round++) {
    const rows = await tx<MetricRow[]>`
      select ${metricColumns()} from metrics m ${currentTarget()}
      where m.project_id = ${stamp.projectId} and m.name = any(${names})`
    const known = new Map(rows.map((row) => [row.name, row]))
    refuseMismatches(measurements, known)
    const missing = measurements.filter((m) => !known.has(m.metric))
    const learnt = measurements.flatMap((m) => {
      const row = known.get(m.metric)
      const more = row && furtherDefinition(row, m)
      return more ? [{ row, more }] : []
    })
    if (!missing.length && !learnt.length) return measurements.map((m) => known.get(m.metric)!)
    if (missing.length) await insertMetrics(tx, missing, stamp)
    if (learnt.length) await learnMore(tx, learnt, stamp)
  }
  throw new AppError('unavailable', 'The metrics of this project change too fast; try again.', [], 1)
}

function refuseMismatches(measurements: Measurement[], known: Map<string, MetricRow>) {
  const errors: FieldError[] = []
  measurements.forEach((m, i) => {
    const row = known.get(m.metric)
    const bad = row && mismatch(row, m)
    if (bad) errors.push({ path: `measurements[${i}].${bad.key}`, message: bad.message })
  })
  if (errors.length)
    throw new AppError(
      'bad_request',
      `The body is not as expected: ${errors[0]!.path}: ${errors[0]!.message}.`,
      errors.slice(0, MOST_ERRORS),
    )
}

async function insertMetrics(tx: Tx, measurements: Measurement[], stamp: Stamp) {
  const rows = measurements.map((m) => ({ id: uuid(), name: m.metric, ...firstDefinition(m) }))
  // By name, so that two uploads with the same new metrics wait for each other in one order.
  const made = await tx<{ id: string }[]>`
    insert into metrics (id, project_id, name, title, dimension, stored_unit, created_at)
    select id, ${stamp.projectId}, name, name, dimension, "storedUnit", ${stamp.createdAt}
    from json_to_recordset(${JSON.stringify(rows)}::text::json) as r(id uuid, name text, dimension text, "storedUnit" text)
    order by name on conflict (project_id, name) do nothing returning id`
  const ids = new Set(made.map((row) => row.id))
  const targets = rows
    .filter((row) => ids.has(row.id))
    .map((row): TargetRow => ({ metricId: row.id, version: 1, ...row.target }))
  if (targets.length) await insertTargets(tx, targets, stamp)
}

async function learnMore(
  tx: Tx,
  learnt: { row: MetricRow; more: NonNullable<ReturnType<typeof furtherDefinition>> }[],
  stamp: Stamp,
) {
  const ordered = learnt.toSorted((a, b) => (a.row.id < b.row.id ? -1 : 1))
  const units = ordered
    .filter(({ row }) => row.dimension === UNKNOWN_DIMENSION)
    .map(({ row: { id }, more: { dimension, storedUnit } }) => ({ id, dimension, storedUnit }))
  if (units.length) {
    // One order for all: an update would take its rows in any.
    await tx`select 1 from metrics where project_id = ${stamp.projectId} and id = any(${units.map((u) => u.id)}::uuid[])
      order by id for no key update`
    await tx`
      update metrics m set dimension = r.dimension, stored_unit = r."storedUnit"
      from json_to_recordset(${JSON.stringify(units)}::text::json) as r(id uuid, dimension text, "storedUnit" text)
      where m.project_id = ${stamp.projectId} and m.id = r.id and m.dimension = ${UNKNOWN_DIMENSION}`
  }
  await insertTargets(
    tx,
    ordered.map(({ row, more }) => ({ metricId: row.id, version: row.version + 1, ...more.target })),
    stamp,
  )
}

/** A target was changed while the upload was judged by the one before: run again, so that the stored value is the statistic asked for now. */
class Retargeted extends Error {
  readonly code = '40001'
}

/**
 * To be asked last, under the lock of the audit head. A change of target restates what was measured under the same lock: whoever comes
 * second sees the other.
 */
export async function refuseIfRetargeted(tx: Tx, metrics: MetricRow[]) {
  const ids = metrics.map((m) => m.id)
  const versions = metrics.map((m) => m.version)
  const newer = await tx`
    select 1 from unnest(${ids}::uuid[], ${versions}::int[]) as k(id, version)
    join targets t on t.metric_id = k.id and t.version = k.version + 1 limit 1`
  if (newer.length) throw new Retargeted('a target was changed meanwhile')
}
