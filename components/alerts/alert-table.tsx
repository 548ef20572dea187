import Link from 'next/link'
import { SimulatedBadge } from '@/components/ui/badge'
import { Commit } from '@/components/ui/digest'
import { ChangeMark } from '@/components/ui/mark'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { RelativeTime } from '@/components/ui/time'
import type { AlertRow } from '@/lib/alerts/queries'
import { formatEffect } from '@/lib/core/format'

/** Regressions someone has to look at, each with the run that raised it. */
export function AlertTable({
  alerts,
  base,
  now,
  label,
}: {
  alerts: AlertRow[]
  base: string
  now: Date
  label: string
}) {
  return (
    <Table label={label}>
      <thead>
        <tr>
          <Th>Metric</Th>
          <Th numeric>Effect</Th>
          <Th>State</Th>
          <Th>Commit</Th>
          <Th>Where</Th>
          <Th numeric>Age</Th>
        </tr>
      </thead>
      <tbody>
        {alerts.map((a) => (
          <Tr key={a.id}>
            <Td>
              <Link
                href={`${base}/metrics/${encodeURIComponent(a.metric)}`}
                className="font-medium hover:underline"
              >
                {a.title}
              </Link>
            </Td>
            <Td numeric>
              <span className="inline-flex items-center gap-1.5 text-missed">
                <ChangeMark change="regression" />
                {formatEffect(a.effect)}
              </span>
            </Td>
            <Td>{a.state}</Td>
            <Td>
              <Link href={`${base}/runs/${a.runId}`} className="link">
                <Commit commit={a.commit} />
              </Link>
            </Td>
            <Td className="whitespace-nowrap text-ink-2">
              {a.branch} <span className="text-ink-3">on {a.environment}</span>{' '}
              {a.simulated && <SimulatedBadge />}
            </Td>
            <Td numeric className="text-ink-2">
              <RelativeTime at={a.createdAt} now={now} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
