import Link from 'next/link'
import { Panel } from '@/components/ui/card'
import { Digest } from '@/components/ui/digest'
import { Mark } from '@/components/ui/mark'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { RelativeTime } from '@/components/ui/time'
import type { ReviewView } from '@/lib/reviews/rows'
import { metricHref, type ReviewPlace } from './place'

type Props = { review: ReviewView; place: ReviewPlace }

export function Objectives({ review: { template } }: Pick<Props, 'review'>) {
  return (
    <Panel title="Objectives">
      <ol className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        {template.objectives.map((o) => (
          <li key={o.title} className="text-base">
            <span className="font-medium">{o.title}</span>
            <span className="block text-sm text-ink-2">{o.detail}</span>
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** What earlier tests had said when the review began. It is told, and never counts as evidence. */
export function Known({ review: { template }, place }: Props) {
  const { source, results } = template.known
  if (results.length === 0) return null
  return (
    <Panel
      title="Already known"
      note={
        <>
          before the review began, from <code className="font-mono wrap-anywhere">{source}</code>; not
          evidence
        </>
      }
      padded={false}
    >
      <Table label={`What ${source} had said before`}>
        <thead>
          <tr>
            <Th>Operation and test</Th>
            <Th>Area</Th>
            <Th>Result</Th>
          </tr>
        </thead>
        <tbody>
          {results.map((r) => (
            <Tr key={r.test}>
              <Td>
                <Link href={metricHref(place.base, r.metric)} className="font-medium hover:underline">
                  {r.operation}
                </Link>
                <code className="block font-mono text-xs text-ink-3 wrap-anywhere">{r.test}</code>
              </Td>
              <Td>{r.area}</Td>
              <Td>
                <span className="inline-flex items-center gap-1.5">
                  <Mark meaning="met" />
                  {r.result}
                </span>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Panel>
  )
}

/** What the step hands over, and each report that was frozen when it was signed. */
export function Deliverables({ review, place }: Props) {
  const report = `${place.path}/report`
  return (
    <Panel
      title="Deliverables"
      actions={
        <Link href={report} className="link text-xs">
          Open the report
        </Link>
      }
    >
      <ul className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        {review.template.deliverables.map((d) => (
          <li key={d.name} className="min-w-0 text-sm">
            <Link href={report} className="font-mono text-sm wrap-anywhere hover:underline">
              {d.name}
            </Link>
            <span className="block text-ink-2">{d.contents.join(', ')}</span>
          </li>
        ))}
      </ul>
      {review.revisions.length > 0 && (
        <ul className="mt-4 flex flex-col gap-2 border-t border-line pt-3 text-sm">
          {review.revisions.map((r) => (
            <li key={r.revision} className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <Link href={`${report}?revision=${r.revision}`} className="link">
                Revision {r.revision}
              </Link>
              <span className="text-ink-3">
                frozen <RelativeTime at={r.createdAt} now={place.now} />
              </span>
              <Digest digest={r.digest} label={`Copy the digest of revision ${r.revision}`} />
            </li>
          ))}
        </ul>
      )}
    </Panel>
  )
}
