import Link from 'next/link'
import { LimitWords, VerdictValue } from '@/components/metrics/verdict'
import { GoalBadge } from '@/components/ui/badge'
import { Panel } from '@/components/ui/card'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { MetricDefinition } from '@/lib/core/metric'
import type { ReviewView } from '@/lib/reviews/rows'
import { metricHref, type ReviewPlace } from './place'

/** What the review holds its metrics to, and how each stands; the metrics without a limit in a line below. */
export function Goals({ review, place }: { review: ReviewView; place: ReviewPlace }) {
  const names = review.template.metrics.map((m) => m.metric)
  const metrics = place.definitions
    .filter((d) => names.includes(d.metric))
    .sort((a, b) => names.indexOf(a.metric) - names.indexOf(b.metric))
  const limited = metrics.filter((d) => d.target !== null || d.acceptance !== null)
  const others = metrics.filter((d) => !limited.includes(d))
  const evidence = evidenceByMetric(review)
  return (
    <Panel
      title="Target goals"
      note={`newest evidence on ${review.branch}`}
      padded={false}
      className="@container"
    >
      <Table label="Target goals of the review">
        <thead>
          <tr>
            <Th>Metric</Th>
            <Th className="hidden @lg:table-cell">Limits</Th>
            <Th numeric>Measured</Th>
            <Th>Goal</Th>
          </tr>
        </thead>
        <tbody>
          {limited.map((d) => {
            const e = evidence.get(d.metric)
            return (
              <Tr key={d.metric}>
                <Td>
                  <Link href={metricHref(place.base, d.metric)} className="font-medium hover:underline">
                    {d.title}
                  </Link>
                  <Limits definition={d} className="@lg:hidden" />
                </Td>
                <Td className="hidden @lg:table-cell">
                  <Limits definition={d} />
                </Td>
                <Td numeric>{e ? <VerdictValue verdict={e} /> : '–'}</Td>
                <Td>
                  {e ? (
                    <GoalBadge goal={e.goal} error={e.error} />
                  ) : (
                    <span className="text-xs text-ink-3">no evidence</span>
                  )}
                </Td>
              </Tr>
            )
          })}
        </tbody>
      </Table>
      {others.length > 0 && (
        <p className="border-t border-line px-4 py-2.5 text-xs text-ink-3">
          Without a limit, so told but not judged:{' '}
          {others.map((d, i) => (
            <span key={d.metric}>
              {i > 0 && ', '}
              <Link href={metricHref(place.base, d.metric)} className="text-ink-2 hover:underline">
                {d.title}
              </Link>
            </span>
          ))}
          .
        </p>
      )}
    </Panel>
  )
}

/** Each limit on a line of its own; only the words of states may break. */
function Limits({ definition, className = '' }: { definition: MetricDefinition; className?: string }) {
  return (
    <span className={`block ${definition.unit === null ? '' : 'whitespace-nowrap'} ${className}`}>
      <LimitWords verdict={definition} />
    </span>
  )
}

const evidenceByMetric = (review: ReviewView) =>
  new Map(
    review.sections
      .flatMap((s) => s.items)
      .flatMap((i) => i.evidence.metrics)
      .map((e) => [e.metric, e]),
  )
