import Link from 'next/link'
import { SimulatedBadge } from '@/components/ui/badge'
import { Commit } from '@/components/ui/digest'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { RelativeTime } from '@/components/ui/time'
import type { AlertRow } from '@/lib/alerts/queries'
import { alertName } from '@/lib/core/alert-words'
import { AlertStateBadge, Effect } from './alert-facts'

/** Regressions someone has to look at, each with its first bad run. */
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
          <Th>Alert</Th>
          <Th numeric>Effect</Th>
          <Th>State</Th>
          <Th>First bad</Th>
          <Th>Where</Th>
          <Th numeric>Age</Th>
        </tr>
      </thead>
      <tbody>
        {alerts.map((a) => (
          <Tr key={a.id}>
            <Td>
              <Link href={`${base}/alerts/${a.id}`} className="font-medium hover:underline">
                {alertName(a)}
              </Link>
            </Td>
            <Td numeric>
              <Effect alert={a} />
            </Td>
            <Td>
              <AlertStateBadge state={a.state} />
            </Td>
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
