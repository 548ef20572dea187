import { readFileSync } from 'node:fs'
import type { Env } from './env'

/** `base` is the branch a pull request goes to, `baseCommit` where it left that. */
export type CiFacts = { name: string; branch?: string; commit?: string; base?: string; baseCommit?: string }

const some = (value: string | undefined) => value || undefined

/** On a pull request GITHUB_SHA is a merge nobody wrote; the event names the commit under review. */
function githubHead(env: Env): string | undefined {
  if (!env.GITHUB_EVENT_PATH || !env.GITHUB_HEAD_REF) return undefined
  try {
    return JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, 'utf8')).pull_request?.head?.sha
  } catch {
    return undefined
  }
}

const SYSTEMS: { here: (env: Env) => boolean; facts: (env: Env) => CiFacts }[] = [
  {
    here: (env) => env.GITHUB_ACTIONS === 'true' || !!env.GITHUB_SHA,
    facts: (env) => ({
      name: 'github-actions',
      branch:
        some(env.GITHUB_HEAD_REF) ??
        env.GITHUB_REF_NAME ??
        env.GITHUB_REF?.replace(/^refs\/(heads|tags)\//, ''),
      commit: githubHead(env) ?? env.GITHUB_SHA,
      base: env.GITHUB_BASE_REF,
    }),
  },
  {
    here: (env) => env.GITLAB_CI === 'true' || !!env.CI_COMMIT_SHA,
    facts: (env) => ({
      name: 'gitlab-ci',
      branch: some(env.CI_MERGE_REQUEST_SOURCE_BRANCH_NAME) ?? env.CI_COMMIT_REF_NAME,
      commit: env.CI_COMMIT_SHA,
      base: env.CI_MERGE_REQUEST_TARGET_BRANCH_NAME ?? env.CI_DEFAULT_BRANCH,
      baseCommit: env.CI_MERGE_REQUEST_DIFF_BASE_SHA,
    }),
  },
  {
    here: (env) => env.BUILDKITE === 'true' || !!env.BUILDKITE_COMMIT,
    facts: (env) => ({
      name: 'buildkite',
      branch: env.BUILDKITE_BRANCH,
      base: some(env.BUILDKITE_PULL_REQUEST_BASE_BRANCH) ?? env.BUILDKITE_PIPELINE_DEFAULT_BRANCH,
      // a build asked for by branch says only "HEAD" until it is checked out
      commit: env.BUILDKITE_COMMIT === 'HEAD' ? undefined : env.BUILDKITE_COMMIT,
    }),
  },
  {
    here: (env) => env.CIRCLECI === 'true' || !!env.CIRCLE_SHA1,
    facts: (env) => ({
      name: 'circleci',
      branch: some(env.CIRCLE_BRANCH) ?? env.CIRCLE_TAG,
      commit: env.CIRCLE_SHA1,
    }),
  },
  {
    here: (env) => !!(env.JENKINS_URL || env.JENKINS_HOME || (env.GIT_COMMIT && env.GIT_BRANCH)),
    facts: (env) => ({
      name: 'jenkins',
      branch: some(env.CHANGE_BRANCH) ?? some(env.BRANCH_NAME) ?? env.GIT_BRANCH?.replace(/^origin\//, ''),
      commit: env.GIT_COMMIT,
      base: env.CHANGE_TARGET,
    }),
  },
]

/** What the CI system says of this build; null outside of one. */
export function ciFacts(env: Env = process.env): CiFacts | null {
  const facts = SYSTEMS.find((system) => system.here(env))?.facts(env)
  return facts
    ? {
        name: facts.name,
        branch: some(facts.branch),
        commit: some(facts.commit),
        base: some(facts.base),
        baseCommit: some(facts.baseCommit),
      }
    : null
}
