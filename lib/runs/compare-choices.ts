import { sql } from '../db/sql'
import { demandRead } from '../projects/access'
import type { ReadCtx } from '../projects/context'
import { listRuns } from './list-runs'
import type { RunRow } from './rows'

export type CompareChoices = {
  /** the default branch first */
  branches: string[]
  environments: string[]
  /** newest first */
  runs: RunRow[]
  /** builds with several of these runs, newest first */
  builds: { commit: string; runs: number; branch: string }[]
}

const RECENT = 60

/** What can be compared without knowing its name. */
export async function listCompareChoices(ctx: ReadCtx): Promise<CompareChoices> {
  demandRead(ctx)
  const [{ runs }, [places]] = await Promise.all([
    listRuns(ctx, { limit: RECENT }),
    sql<{ branches: string[]; environments: string[] }[]>`
      select array(select distinct branch from series where project_id = ${ctx.project.id} order by branch limit 200) as branches,
        array(select distinct name from environments where project_id = ${ctx.project.id} order by name limit 200) as environments`,
  ])
  const first = (branch: string) => Number(branch !== ctx.project.defaultBranch)
  const builds = new Map<string, CompareChoices['builds'][number]>()
  for (const { commit, branch } of runs)
    builds.set(commit, { commit, branch, runs: (builds.get(commit)?.runs ?? 0) + 1 })
  return {
    branches: places!.branches.toSorted((a, b) => first(a) - first(b)),
    environments: places!.environments,
    runs,
    builds: [...builds.values()].filter((build) => build.runs > 1),
  }
}
