import { execFileSync } from 'node:child_process'
import { type Head, headFromFiles } from './git-files'

/** One answer of git, or null where there is no git, no work tree or no such thing. */
function ask(...args: string[]): string | null {
  try {
    const found = execFileSync('git', args, {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: 10_000,
    })
    return found.trim() || null
  } catch {
    return null
  }
}

export const gitCommit = () => ask('rev-parse', '--verify', 'HEAD') ?? headOf('commit')

/** null on a detached head, which has no branch. */
export const gitBranch = () => ask('symbolic-ref', '--short', '--quiet', 'HEAD') ?? headOf('branch')

/** `GIT_CEILING_DIRECTORIES` is for git to keep to; where it is set, only git is asked. */
const headOf = (what: keyof Head) =>
  process.env.GIT_CEILING_DIRECTORIES ? null : (headFromFiles('.')?.[what] ?? null)

/** When a commit was made, as UTC; null when this work tree does not know it. */
export function commitTime(commit: string): string | null {
  if (commit.startsWith('-')) return null
  const seconds = ask('show', '--no-patch', '--format=%ct', '--end-of-options', `${commit}^{commit}`)
  return seconds && /^\d+$/.test(seconds) ? new Date(Number(seconds) * 1000).toISOString() : null
}

/** The branch that `origin` was cloned with. */
export const defaultBranch = () =>
  ask('symbolic-ref', '--short', '--quiet', 'refs/remotes/origin/HEAD')?.replace(/^origin\//, '') ?? null

/** The newest commit that both have; null when this work tree does not know it. */
export function mergeBase(commit: string, branch: string): string | null {
  if (commit.startsWith('-') || branch.startsWith('-')) return null
  return (
    ask('merge-base', commit, `refs/remotes/origin/${branch}`) ??
    ask('merge-base', commit, `refs/heads/${branch}`)
  )
}

/** Tracked files differ from the commit: what was measured is not quite what the commit says. */
export const hasUncommittedChanges = () => ask('status', '--porcelain', '--untracked-files=no') !== null
