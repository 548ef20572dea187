import Link from 'next/link'
import type { ReactNode } from 'react'
import { Panel } from '@/components/ui/card'
import { CopyButton } from '@/components/ui/copy-button'
import { Commit, Digest } from '@/components/ui/digest'
import { hrefWith } from '@/components/ui/filter-links'
import { AbsoluteTime, RelativeTime } from '@/components/ui/time'
import { Value } from '@/components/ui/value'
import type { RunView } from '@/lib/runs/queries'

/** Where, when and by whom a run was made, and the digest that a signature rests on. */
export function RunFacts({ run, base, now }: { run: RunView; base: string; now: Date }) {
  const took = run.finishedAt && (run.finishedAt.getTime() - run.startedAt.getTime()) / 1000
  return (
    <Panel>
      <dl className="grid grid-cols-1 gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-4">
        <Fact name="Commit">
          <span className="inline-flex items-center gap-2">
            <Commit commit={run.commit} />
            <CopyButton text={run.commit} label="Copy commit" />
          </span>
        </Fact>
        <Fact name="Branch">
          <Link href={hrefWith(`${base}/runs`, { branch: run.branch })} className="link wrap-anywhere">
            {run.branch}
          </Link>
        </Fact>
        <Fact name="Environment">
          <Link
            href={hrefWith(`${base}/runs`, { environment: run.environment.name })}
            className="link wrap-anywhere"
          >
            {run.environment.name}
          </Link>{' '}
          <span className="text-xs text-ink-3">
            class <code className="font-mono">{run.environment.classHash}</code>
          </span>
        </Fact>
        <Fact name="Evidence digest">
          <Digest digest={run.digest} />
        </Fact>
        <Fact name="Started">
          <RelativeTime at={run.startedAt} now={now} />
          <span className="block text-xs text-ink-3">
            <AbsoluteTime at={run.startedAt} />
          </span>
        </Fact>
        <Fact name="Took">
          {took === null ? <span className="text-ink-3">not said</span> : <Value value={took} unit="s" />}
        </Fact>
        <Fact name="Received">
          <RelativeTime at={run.receivedAt} now={now} />
          <span className="block text-xs text-ink-3">by the server's clock</span>
        </Fact>
        <Fact name="Sent by">
          {run.agent.name} {run.agent.version}
          <span className="block text-xs text-ink-3">
            {run.uploadedBy}, as {run.format}
          </span>
        </Fact>
      </dl>
    </Panel>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-xs text-ink-3">{name}</dt>
      <dd className="mt-0.5 text-base">{children}</dd>
    </div>
  )
}
