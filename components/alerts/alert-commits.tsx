import Link from 'next/link'
import { Panel } from '@/components/ui/card'
import { Commit } from '@/components/ui/digest'
import { Command } from '@/components/ui/empty-state'
import { RelativeTime } from '@/components/ui/time'
import type { AlertDetail } from '@/lib/alerts/queries'

type Props = { alert: AlertDetail; base: string; now: Date }

/** A commit is whatever an upload said; only what git itself would name so goes into a command. */
const isCommit = (commit: string) => /^[0-9a-f]{7,40}$/i.test(commit)
const short = (commit: string) => commit.slice(0, 12)

/** The two runs between which it happened, and how to list what was committed there. */
export function AlertCommits({ alert, base, now }: Props) {
  const { good, commit } = alert
  const listable = good && good.commit !== commit && isCommit(good.commit) && isCommit(commit)
  return (
    <Panel title="Where it came in">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1.5 text-sm">
        <RunLine word="Last good" run={good} base={base} now={now} />
        <RunLine word="First bad" run={alert} base={base} now={now} />
      </dl>
      {good?.commit === commit && (
        <p className="mt-3 max-w-[72ch] text-sm text-ink-2">
          Both runs are of one commit: what changed is not in the code but around it.
        </p>
      )}
      {listable && (
        <div className="mt-3">
          <Command text={`git log --oneline ${short(good.commit)}..${short(commit)}`} />
        </div>
      )}
    </Panel>
  )
}

type Line = { runId: string; commit: string; startedAt: Date | string }

function RunLine({ word, run, base, now }: { word: string; run: Line | null; base: string; now: Date }) {
  return (
    <>
      <dt className="text-ink-3">{word}</dt>
      <dd className="flex flex-wrap gap-x-3">
        {run ? (
          <>
            <Link href={`${base}/runs/${run.runId}`} className="link">
              <Commit commit={run.commit} />
            </Link>
            <span className="text-ink-2">
              <RelativeTime at={run.startedAt} now={now} />
            </span>
          </>
        ) : (
          <span className="text-ink-3">no run before is known</span>
        )}
      </dd>
    </>
  )
}
