import Link from 'next/link'
import { LimitWords, VerdictRange, VerdictValue } from '@/components/metrics/verdict'
import { ChangeBadge, GoalBadge } from '@/components/ui/badge'
import { Commit, Digest } from '@/components/ui/digest'
import { hrefWith } from '@/components/ui/filter-links'
import { Mark } from '@/components/ui/mark'
import { RelativeTime } from '@/components/ui/time'
import type { MetricEvidence } from '@/lib/core/evidence'
import { formatEffect } from '@/lib/core/format'
import type { Standing } from '@/lib/core/gate'
import type { MetricDefinition } from '@/lib/core/metric'
import { metricHref, type ReviewPlace } from './place'

/** Each metric that the item rests on, with the run that says so; or why there is none. */
export function EvidenceList({ standings, place }: { standings: Standing[]; place: ReviewPlace }) {
  return (
    <ul>
      {standings.map((s) => (
        <li key={s.metric} className="border-b border-line px-4 py-3 last:border-b-0">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h3 className="min-w-0 text-base font-medium wrap-anywhere">
              <Link href={metricHref(place.base, s.metric)} className="hover:underline">
                {s.title}
              </Link>
            </h3>
            {s.evidence && <Verdict evidence={s.evidence} />}
          </div>
          {s.evidence ? (
            <>
              <Measured
                evidence={s.evidence}
                definition={place.definitions.find((d) => d.metric === s.metric)}
              />
              <Source evidence={s.evidence} place={place} />
            </>
          ) : (
            <p className="mt-1 flex items-center gap-2 text-sm text-ink-2">
              <Mark meaning="none" />
              No evidence: {s.why}.
            </p>
          )}
        </li>
      ))}
    </ul>
  )
}

function Verdict({ evidence: { goal, change, effect, error } }: { evidence: MetricEvidence }) {
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <GoalBadge goal={goal} error={error} />
      <ChangeBadge change={change} effect={effect === null ? null : formatEffect(effect)} />
    </span>
  )
}

type MeasuredProps = { evidence: MetricEvidence; definition: MetricDefinition | undefined }

function Measured({ evidence, definition }: MeasuredProps) {
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-6 gap-y-2 text-base">
      <div className="min-w-28">
        <VerdictValue verdict={evidence} align="start" />
      </div>
      {evidence.state === null && definition && <VerdictRange verdict={evidence} definition={definition} />}
      <LimitWords verdict={evidence} />
      {evidence.error !== null && <p className="w-full text-xs text-ink-2 wrap-anywhere">{evidence.error}</p>}
    </div>
  )
}

/** Where it comes from: the run, its commit and machine, and the upload exactly as it was received. */
function Source({ evidence, place }: { evidence: MetricEvidence; place: ReviewPlace }) {
  const { run, commit, startedAt, environment, environmentClass, bodySha256 } = evidence
  return (
    <p className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-2 text-xs text-ink-3">
      <span>
        <Link href={`${place.base}/runs/${run}`} className="link">
          run <RelativeTime at={startedAt} now={place.now} />
        </Link>
      </span>
      <span>
        commit <Commit commit={commit} />
      </span>
      <span className="wrap-anywhere">
        on{' '}
        <Link href={hrefWith(`${place.base}/runs`, { environment })} className="link">
          {environment}
        </Link>{' '}
        class <code className="font-mono">{environmentClass}</code>
      </span>
      <span className="inline-flex items-center gap-1.5">
        upload <Digest digest={`sha256:${bodySha256}`} label={`Copy the digest of the upload of ${run}`} />
      </span>
    </p>
  )
}
