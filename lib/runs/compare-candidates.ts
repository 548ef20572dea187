import { sql } from '../db/sql'
import type { ReadCtx } from '../projects/context'
import type { Side } from './compare-side'
import { BASELINE_LENGTH } from './history'

/** A branch is its newest runs; among so many the admissible ones are looked for. */
const CANDIDATES = 3 * BASELINE_LENGTH
/** A build or a stretch of time may have any number of runs: its newest are enough for any interval. */
const MOST = 200

export type SideName = 'base' | 'head'
export type Candidate = {
  side: SideName
  id: string
  commit: string
  branch: string
  startedAt: Date
  admissible: boolean
  reason: string | null
  simulated: boolean
  environment: { id: string; name: string; classHash: string }
}
export type Sides = Record<SideName, Side>

/** The newest runs of both sides in every environment, newest first, in one statement. */
export async function readCandidates(ctx: ReadCtx, sides: Sides, environment?: string): Promise<Candidate[]> {
  const { id: projectId, defaultBranch } = ctx.project
  const named = environment === undefined ? sql`` : sql`and e.name = ${environment}`
  const of = (side: SideName) => sql`
    select ${side}::text as side, r.id, r.commit, r.branch, r.started_at as "startedAt", r.admissible, r.reason, r.simulated,
      jsonb_build_object('id', e.id, 'name', e.name, 'classHash', e.class_hash) as environment
    from environments e cross join lateral (
      select * from runs r
      where r.project_id = ${projectId} and r.environment_id = e.id and ${belongsTo(sides[side], defaultBranch)}
      order by r.started_at desc, r.id desc limit ${sides[side].kind === 'branch' ? CANDIDATES : MOST}) r
    where e.project_id = ${projectId} ${named}`
  return sql<Candidate[]>`${of('base')} union all ${of('head')} order by "startedAt" desc, id desc`
}

function belongsTo(side: Side, defaultBranch: string) {
  if (side.kind === 'run') return sql`r.id = ${side.id}`
  if (side.kind === 'commit') return sql`r.commit = ${side.commit}`
  if (side.kind === 'branch') return sql`r.branch = ${side.branch}`
  return sql`r.branch = ${side.branch ?? defaultBranch} and r.started_at >= ${side.from} and r.started_at < ${side.to}`
}

/** Of each side the runs that count, newest first, and those left out among them. */
export type Chosen = Record<SideName, { runs: Candidate[]; leftOut: Candidate[] }>

const LOOSER: readonly Side['kind'][] = ['run', 'commit', 'range', 'branch']

/** A run on both sides counts on the one that names it more closely: a run is held against the others of its branch. */
export function withoutShared(candidates: readonly Candidate[], { base, head }: Sides): Candidate[] {
  const loose: SideName = LOOSER.indexOf(head.kind) > LOOSER.indexOf(base.kind) ? 'head' : 'base'
  const close = new Set(candidates.filter((c) => c.side !== loose).map((c) => c.id))
  return candidates.filter((c) => c.side !== loose || !close.has(c.id))
}

/**
 * One environment a side, since machines are never mixed: one that both have, or else each side's own; of several, that with the newest
 * run.
 */
export function choose(candidates: readonly Candidate[], sides: Sides): Chosen {
  const counting = candidates.filter((c) => c.admissible)
  const shared = counting.find((c) => counting.some((o) => o.side !== c.side && sameMachine(o, c)))
  const of = (side: SideName) => {
    const mine = candidates.filter((c) => c.side === side)
    const newest = shared ?? mine.find((c) => c.admissible) ?? mine[0]
    const here = mine.filter((c) => newest && sameMachine(c, newest))
    const runs = here
      .filter((c) => c.admissible)
      .slice(0, sides[side].kind === 'branch' ? BASELINE_LENGTH : MOST)
    const last = runs.at(-1)
    const leftOut = here.filter((c) => !c.admissible && (!last || c.startedAt >= last.startedAt))
    return { runs, leftOut }
  }
  return { base: of('base'), head: of('head') }
}

export const sameMachine = (a: Candidate, b: Candidate) => a.environment.id === b.environment.id
