import { isSkipped } from '@/lib/core/skipped'
import type { Verdict } from '@/lib/core/wire'
import { EXIT, type ExitCode, worst } from './exit'
import type { FailOn } from './options'

/** What the verdicts mean to a script: a failed benchmark before a failed gate, and `--fail-on` decides the gate. A skip is neither. */
export function exitCodeOf(verdicts: Verdict[], failOn: FailOn[]): ExitCode {
  const missed = failOn.includes('missed') && verdicts.some((v) => v.goal === 'missed')
  const regressed = failOn.includes('regression') && verdicts.some((v) => v.change === 'regression')
  return worst([
    verdicts.some((v) => v.goal === 'error' && !isSkipped(v.error)) ? EXIT.failed : EXIT.ok,
    missed || regressed ? EXIT.gate : EXIT.ok,
  ])
}
