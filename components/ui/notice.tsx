import type { ReactNode } from 'react'
import { Mark, type Meaning } from './mark'

const EDGE: Record<Meaning, string> = {
  met: 'border-met/40 bg-met-wash',
  acceptable: 'border-acceptable/40 bg-acceptable-wash',
  missed: 'border-missed/40 bg-missed-wash',
  inconclusive: 'border-inconclusive/40 bg-inconclusive-wash',
  none: 'border-line-strong/50 bg-none-wash',
}

/** What happened, what was kept, what to do. `live` announces it when it arrives after the page. */
export function Notice({
  meaning = 'none',
  live,
  children,
}: {
  meaning?: Meaning
  live?: boolean
  children: ReactNode
}) {
  return (
    <div
      role={live ? (meaning === 'missed' ? 'alert' : 'status') : undefined}
      className={`flex items-start gap-2 rounded-md border px-3 py-2 text-sm ${EDGE[meaning]}`}
    >
      <span className="flex h-5 items-center">
        <Mark meaning={meaning} />
      </span>
      <div className="min-w-0 flex-1 wrap-anywhere">{children}</div>
    </div>
  )
}

/** Said wherever a screen shows what the demo made up. */
export function SimulatedNotice({ children }: { children?: ReactNode }) {
  return (
    <p className="flex flex-wrap items-center gap-x-2 rounded-md border border-dashed border-line-strong px-3 py-1.5 text-sm text-ink-2">
      <strong className="font-semibold text-ink">Simulated.</strong>
      {children ?? 'The history shown here was made by the demo and not measured.'}
    </p>
  )
}
