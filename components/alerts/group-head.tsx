import type { AlertRow } from '@/lib/alerts/queries'
import type { AlertGroup } from '@/lib/core/alert-groups'
import { CommitRange, Place } from './alert-facts'

type Props = {
  group: AlertGroup<AlertRow>
  /** ids of what is chosen in the whole list; null where nothing may be chosen */
  chosen: string[] | null
  choose: (on: boolean) => void
}

/** What all of a group have in common, once; and a box that chooses them all. */
export function GroupHead({ group: { alerts, latestGood, earliestBad }, chosen, choose }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-t-md border-b border-line bg-sunken/60 px-4 py-1.5 text-xs text-ink-3">
      {chosen && (
        <input
          type="checkbox"
          checked={alerts.every((a) => chosen.includes(a.id))}
          onChange={(e) => choose(e.target.checked)}
          aria-label={`Choose the ${alerts.length} alerts in the range up to ${earliestBad.commit.slice(0, 8)}`}
          className="mr-[3px] ml-0.5 size-4 accent-accent"
        />
      )}
      <span className="font-medium text-ink-2">{alerts.length} alerts in one range</span>
      <CommitRange good={latestGood.good} commit={earliestBad.commit} />
      <Place alert={earliestBad} />
    </div>
  )
}
