import type { Change, Goal } from '@/lib/core/wire'

export type Meaning = 'met' | 'acceptable' | 'missed' | 'inconclusive' | 'none'

export const GOAL_MEANING: Record<Goal, Meaning> = {
  met: 'met',
  acceptable: 'acceptable',
  missed: 'missed',
  inconclusive: 'inconclusive',
  error: 'missed',
  no_target: 'none',
}

export const MEANING_TEXT: Record<Meaning, string> = {
  met: 'text-met',
  acceptable: 'text-acceptable',
  missed: 'text-missed',
  inconclusive: 'text-inconclusive',
  none: 'text-none',
}

/** ● ◐ ■ ◇ ○, drawn so that they look alike whatever fonts a machine has. */
export function Mark({ meaning, className = 'size-2.5' }: { meaning: Meaning; className?: string }) {
  return (
    <svg viewBox="0 0 10 10" className={`${className} shrink-0 ${MEANING_TEXT[meaning]}`} aria-hidden="true">
      {meaning === 'met' && <circle cx="5" cy="5" r="4.5" fill="currentColor" />}
      {meaning === 'acceptable' && (
        <>
          <circle cx="5" cy="5" r="4" fill="none" stroke="currentColor" />
          <path d="M5 1a4 4 0 0 0 0 8z" fill="currentColor" />
        </>
      )}
      {meaning === 'missed' && <rect x="0.75" y="0.75" width="8.5" height="8.5" fill="currentColor" />}
      {meaning === 'inconclusive' && (
        <path d="M5 0.7 9.3 5 5 9.3 0.7 5Z" fill="none" stroke="currentColor" strokeWidth="1.2" />
      )}
      {meaning === 'none' && (
        <circle cx="5" cy="5" r="3.9" fill="none" stroke="currentColor" strokeWidth="1.2" />
      )}
    </svg>
  )
}

/** ▲ regression, ▼ improvement, – anything that is not a change. */
export function ChangeMark({ change, className = 'size-2.5' }: { change: Change; className?: string }) {
  const tone = change === 'regression' ? 'text-missed' : change === 'improvement' ? 'text-met' : 'text-none'
  return (
    <svg viewBox="0 0 10 10" className={`${className} shrink-0 ${tone}`} aria-hidden="true">
      {change === 'regression' && <path d="M5 1 9.5 9h-9Z" fill="currentColor" />}
      {change === 'improvement' && <path d="M5 9 9.5 1h-9Z" fill="currentColor" />}
      {change !== 'regression' && change !== 'improvement' && (
        <path d="M1.5 5h7" stroke="currentColor" strokeWidth="1.4" />
      )}
    </svg>
  )
}
