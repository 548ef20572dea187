import { Badge } from '@/components/ui/badge'
import { Commit } from '@/components/ui/digest'
import { ChangeMark, Mark, type Meaning } from '@/components/ui/mark'
import { absolute, relative } from '@/components/ui/time'
import type { AlertRow } from '@/lib/alerts/queries'
import type { AlertState } from '@/lib/core/alert-life'
import { effectInterval, isOverdue, STATE_MEANS } from '@/lib/core/alert-words'
import { formatEffect } from '@/lib/core/format'

const MEANING: Record<AlertState, Meaning> = {
  suspected: 'inconclusive',
  open: 'missed',
  acknowledged: 'acceptable',
  resolved: 'met',
  accepted: 'none',
  dismissed: 'none',
}

export function AlertStateBadge({ state }: { state: AlertState }) {
  return (
    <Badge meaning={MEANING[state]} title={STATE_MEANS[state]}>
      {state}
    </Badge>
  )
}

/** The state as a mark alone, for narrow lists; those who hear the page are told the word. */
export function AlertStateMark({ state }: { state: AlertState }) {
  return (
    <>
      <Mark meaning={MEANING[state]} />
      <span className="sr-only">{state} </span>
    </>
  )
}

/** How much worse, and below it how sure that is, where somebody knows. */
export function Effect({ alert, stacked = true }: { alert: AlertRow; stacked?: boolean }) {
  // A metric of states has no size of change: its states say it.
  if (alert.states.length > 0) return <span className="text-xs text-ink-3">state</span>
  const interval = effectInterval(alert)
  return (
    <span className={stacked ? 'flex flex-col items-end leading-4' : 'inline-flex items-baseline gap-2'}>
      <span className="inline-flex items-center gap-1.5 font-medium text-missed">
        <ChangeMark change="regression" className="size-2" />
        {formatEffect(alert.effect)}
      </span>
      {interval && (
        <span title="95% interval" className="text-xs whitespace-nowrap text-ink-3">
          {interval}
        </span>
      )}
    </span>
  )
}

/** From the last good commit to the first bad one. */
export function CommitRange({ good, commit }: { good: { commit: string } | null; commit: string }) {
  return (
    <span className="whitespace-nowrap [&_code]:text-xs">
      {good ? (
        <>
          <span className="sr-only">after </span>
          <span className="text-ink-2">
            <Commit commit={good.commit} />
          </span>
          <span aria-hidden="true" className="text-ink-3">
            {' … '}
          </span>
          <span className="sr-only"> up to </span>
        </>
      ) : (
        <span className="text-xs text-ink-3">from </span>
      )}
      <Commit commit={commit} />
    </span>
  )
}

export function Place({ alert }: { alert: AlertRow }) {
  return (
    <span className="text-ink-2">
      {alert.branch} <span className="text-ink-3">on</span> {alert.environment}
    </span>
  )
}

export function Due({ alert, now }: { alert: AlertRow; now: Date }) {
  if (!alert.dueAt) return null
  const overdue = isOverdue(alert, now)
  const distance = relative(alert.dueAt, now)
  return (
    <time
      dateTime={alert.dueAt.toISOString()}
      title={`due ${absolute(alert.dueAt)}`}
      className={`text-xs whitespace-nowrap ${overdue ? 'font-medium text-missed' : 'text-ink-2'}`}
    >
      {overdue ? `overdue ${distance.replace(' ago', '')}` : `due ${distance}`}
    </time>
  )
}
