import type { ReactNode } from 'react'
import { CHANGE_MARK, goalMark } from '@/lib/core/format'
import { isSkipped } from '@/lib/core/skipped'
import type { Change, Goal } from '@/lib/core/wire'
import { ChangeMark, GOAL_MEANING, Mark, type Meaning } from './mark'

const WASH: Record<Meaning, string> = {
  met: 'bg-met-wash text-met',
  acceptable: 'bg-acceptable-wash text-acceptable',
  missed: 'bg-missed-wash text-missed',
  inconclusive: 'bg-inconclusive-wash text-inconclusive',
  none: 'bg-none-wash text-none',
}

/** A word with its mark; meaning is never colour alone. */
export function Badge({
  meaning,
  children,
  title,
}: {
  meaning: Meaning
  children: ReactNode
  title?: string
}) {
  return (
    <span
      title={title}
      className={`inline-flex h-5 items-center gap-1.5 rounded-sm px-1.5 text-xs font-medium whitespace-nowrap ${WASH[meaning]}`}
    >
      <Mark meaning={meaning} />
      {children}
    </span>
  )
}

/** The goal verdict in words; `error` tells what was skipped from what failed. */
export function GoalBadge({ goal, error, title }: { goal: Goal; error?: string | null; title?: string }) {
  const meaning = isSkipped(error) ? 'none' : GOAL_MEANING[goal]
  return (
    <Badge meaning={meaning} title={title}>
      {goalMark({ goal, error }).word}
    </Badge>
  )
}

/** The change verdict in words, with its effect where there is one. `effect` is ready to read: "+5.2%". */
export function ChangeBadge({ change, effect }: { change: Change; effect?: string | null }) {
  const tone = change === 'regression' ? 'text-missed' : change === 'improvement' ? 'text-met' : 'text-ink-3'
  return (
    <span className={`inline-flex items-center gap-1.5 text-xs whitespace-nowrap ${tone}`}>
      <ChangeMark change={change} />
      {CHANGE_MARK[change].word}
      {effect && <span className="text-ink-3">{effect}</span>}
    </span>
  )
}

/** Said of data made by the demo and not measured. */
export function SimulatedBadge() {
  return (
    <span
      title="Made by the demo, not measured: never evidence"
      className="inline-flex h-5 items-center rounded-sm border border-dashed border-line-strong px-1.5 text-xs whitespace-nowrap text-ink-2"
    >
      simulated
    </span>
  )
}

export function StaleBadge({ reason }: { reason?: string }) {
  return (
    <Badge meaning="none" title={reason}>
      stale
    </Badge>
  )
}

/** Whether a run may serve as evidence; a simulated one never may, whatever its noise. */
export function EvidenceBadges({
  run,
}: {
  run: { admissible: boolean; reason: string | null; simulated: boolean }
}) {
  return (
    <span className="inline-flex items-center gap-2">
      {!run.admissible && (
        <Badge meaning="none" title={run.reason ?? undefined}>
          not admissible
        </Badge>
      )}
      {run.admissible && !run.simulated && <Badge meaning="met">admissible</Badge>}
      {run.simulated && <SimulatedBadge />}
    </span>
  )
}
