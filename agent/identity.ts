import { ciFacts } from './ci'
import type { LoadedConfig } from './config'
import { usageError } from './exit'
import { commitTime, gitBranch, gitCommit } from './git'
import type { Options } from './options'

/** What a run is called: which project, suite, branch, commit and environment it belongs to. */
export type Identity = {
  project: string
  suite: string
  branch: string
  commit: string
  commitAt?: string
  environment: string
}

/** What a result file says of itself. */
export type Claimed = { branch?: string; commit?: string; commitAt?: string }

/**
 * Each fact from the first that knows it: the option, the result file, the CI system, git; the project and suite
 * from option or configuration.
 * @throws Refusal (usage) naming the option to give
 */
export function identify(options: Options, loaded: LoadedConfig | null, claimed: Claimed = {}): Identity {
  const ci = ciFacts()
  const project = options.project ?? loaded?.config.project
  if (!project) throw usageError('no project: give --project NAME, or "project:" in phasegate.yml')
  const commit = options.commit ?? claimed.commit ?? ci?.commit ?? gitCommit()
  const branch = options.branch ?? claimed.branch ?? ci?.branch ?? gitBranch()
  const missing = [commit ? '' : '--commit ID', branch ? '' : '--branch NAME'].filter(Boolean).join(' and ')
  if (!commit || !branch)
    throw usageError(
      `neither git nor a CI system names the ${commit ? 'branch' : 'commit'} here: give ${missing}`,
    )
  return {
    project,
    suite: options.suite ?? loaded?.config.suite ?? 'performance',
    branch,
    commit,
    commitAt: commitTime(commit) ?? (commit === claimed.commit ? claimed.commitAt : undefined),
    environment: options.environment ?? loaded?.config.environment ?? ci?.name ?? 'local',
  }
}
