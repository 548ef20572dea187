import Link from 'next/link'
import { Commit } from '@/components/ui/digest'
import { RelativeTime } from '@/components/ui/time'
import type { RunRow } from '@/lib/runs/queries'

/** Runs that no signature may rest on, each with why. */
export function RefusedRuns({ runs, base, now }: { runs: RunRow[]; base: string; now: Date }) {
  return (
    <ul className="flex flex-col gap-2 text-sm">
      {runs.map((run) => (
        <li key={run.id} className="flex flex-wrap items-baseline gap-x-3">
          <Link href={`${base}/runs/${run.id}`} className="link">
            <Commit commit={run.commit} />
          </Link>
          <span className="min-w-0 flex-1 basis-48">{run.reason ?? 'not admissible'}</span>
          <span className="text-xs text-ink-3">
            {run.environment.name}, <RelativeTime at={run.startedAt} now={now} />
          </span>
        </li>
      ))}
    </ul>
  )
}
