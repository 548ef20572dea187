import { compareGroups, type GroupComparison, type GroupInput } from '../core/compare-groups'
import { byWhatMatters } from '../core/group-words'
import { LEAST_HISTORY, withinRun } from '../core/intervals'
import type { MetricDefinition } from '../core/metric'
import { ascending } from '../core/stats'
import type { Statistic } from '../core/wire'
import { listMetricRows } from '../metrics/metric-rows'
import { demandRead } from '../projects/access'
import type { ReadCtx } from '../projects/context'
import {
  type Candidate,
  type Chosen,
  choose,
  readCandidates,
  type SideName,
  type Sides,
  sameMachine,
  withoutShared,
} from './compare-candidates'
import { byMetricId, readEarlier, readValues, type Values, valuesOf } from './compare-values'
import { readSamples } from './samples'

export type ComparedSide = Chosen[SideName]
export type ComparedMetric = {
  definition: MetricDefinition
  comparison: GroupComparison
  /** the run values of each side or, of two lone runs, their samples; null where there is but a value, and of states */
  drawn: { of: 'runs' | 'samples'; base: number[]; head: number[] } | null
  /** runs of each side in which measuring it failed */
  failed: Record<SideName, number>
}
export type RunComparison =
  /** nothing that counts on this side */
  | { kind: 'empty'; sides: SideName[]; chosen: Chosen }
  | { kind: 'same' }
  | {
      kind: 'compared'
      chosen: Chosen
      /** what matters most first */
      metrics: ComparedMetric[]
      /** metrics that one side alone measured, by title */
      alone: Record<SideName, string[]>
    }

type Samples = Awaited<ReturnType<typeof readSamples>>
type Lone = Record<SideName, Samples> | null

/** Two sides of a project, metric by metric; never more statements for more metrics or runs. */
export async function compareRuns(ctx: ReadCtx, sides: Sides, environment?: string): Promise<RunComparison> {
  demandRead(ctx)
  const [metrics, found] = await Promise.all([listMetricRows(ctx), readCandidates(ctx, sides, environment)])
  const chosen = choose(withoutShared(found, sides), sides)
  const { base, head } = chosen
  const empty = (['base', 'head'] as const).filter((side) => chosen[side].runs.length === 0)
  if (empty.length) {
    const counted = (side: SideName) => found.some((c) => c.side === side && c.admissible)
    return empty.length === 1 && counted(empty[0]!)
      ? { kind: 'same' }
      : { kind: 'empty', sides: empty, chosen }
  }
  const sameEnvironment = sameMachine(base.runs[0]!, head.runs[0]!)
  const lends = sameEnvironment && base.runs.length + head.runs.length <= LEAST_HISTORY
  const [values, earlier, lone] = await Promise.all([
    readValues(ctx, [...base.runs, ...head.runs]),
    lends ? readEarlier(ctx, chosen) : [],
    base.runs.length + head.runs.length === 2 ? readLone(ctx, base.runs[0]!, head.runs[0]!) : null,
  ])
  const [byMetric, before] = [byMetricId(values), byMetricId(earlier)]
  const rows = metrics.map((row) =>
    valuesOf(row, byMetric.get(row.id) ?? [], before.get(row.id) ?? [], chosen),
  )
  const both = rows.filter((row) => row.base.length && row.head.length)
  const inputs = both.map((row) => inputOf(row, sameEnvironment, lone))
  const comparisons = compareGroups(inputs)
  const only = (side: SideName, other: SideName) =>
    rows.filter((r) => r[side].length && !r[other].length).map((r) => r.definition.title)
  return {
    kind: 'compared',
    chosen,
    metrics: both
      .map((row, i) => ({
        definition: row.definition,
        comparison: comparisons[i]!,
        drawn: drawnOf(row, lone),
        failed: row.failed,
      }))
      .sort((a, b) => byWhatMatters(a.comparison, b.comparison)),
    alone: { base: only('base', 'head'), head: only('head', 'base') },
  }
}

async function readLone({ project }: ReadCtx, base: Candidate, head: Candidate): Promise<Lone> {
  const of = (run: Candidate) => readSamples({ projectId: project.id, id: run.id })
  const [b, h] = await Promise.all([of(base), of(head)])
  return { base: b, head: h }
}

function inputOf(
  { definition, base, head, earlier }: Values,
  sameEnvironment: boolean,
  lone: Lone,
): GroupInput {
  const { direction, minEffect, statistic } = definition
  const ordinal = statistic === 'state'
  const of = (side: SideName) => lone?.[side](definition.metric, definition.unit)
  const samples = { base: of('base'), head: of('head') }
  const interval = (given: number[]) => withinRun(ascending(given), statistic as Statistic)
  return {
    base,
    head,
    earlier,
    sameEnvironment,
    shape: { direction, minEffect, ordinal },
    within:
      samples.base?.length && samples.head?.length
        ? { base: interval(samples.base), head: interval(samples.head) }
        : null,
  }
}

function drawnOf({ definition, base, head }: Values, lone: Lone): ComparedMetric['drawn'] {
  if (definition.unit === null) return null
  if (!lone) return { of: 'runs', base, head }
  const [b, h] = [
    lone.base(definition.metric, definition.unit),
    lone.head(definition.metric, definition.unit),
  ]
  return b?.length && h?.length ? { of: 'samples', base: b, head: h } : null
}
