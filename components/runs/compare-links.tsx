import { ButtonLink } from '@/components/ui/button'
import type { RunView } from '@/lib/runs/queries'
import { compareHref } from './compare-href'

type Props = {
  run: Pick<RunView, 'id' | 'previousRunId'>
  base: string
  defaultBranch: string
}

/** A run against the one before it, and against what the default branch is now. */
export function CompareLinks({ run, base, defaultBranch }: Props) {
  const side = `run:${run.id}`
  return (
    <>
      {run.previousRunId !== null && (
        <ButtonLink look="quiet" small href={compareHref(base, `run:${run.previousRunId}`, side)}>
          Compare with the run before
        </ButtonLink>
      )}
      <ButtonLink look="quiet" small href={compareHref(base, `branch:${defaultBranch}`, side)}>
        Compare with {defaultBranch}
      </ButtonLink>
    </>
  )
}
