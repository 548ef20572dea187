import { ciFacts } from './ci'
import { defaultBranch, mergeBase } from './git'

/** The branch that a branch came from, and the commit at which it left it. */
export type Base = { branch: string; commit: string }

/**
 * Where this branch left the one it will be merged into: as the CI system says, else as git knows. Undefined on that branch itself, and
 * where neither knows, as in a shallow clone: the server then goes by time.
 */
export function baseOf(branch: string, commit: string): Base | undefined {
  const ci = ciFacts()
  const base = ci?.base ?? defaultBranch()
  if (!base || base === branch) return undefined
  const left = ci?.baseCommit ?? mergeBase(commit, base)
  return left ? { branch: base, commit: left } : undefined
}
