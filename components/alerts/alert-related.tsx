import Link from 'next/link'
import { Panel } from '@/components/ui/card'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { AlertDetail } from '@/lib/alerts/queries'
import { alertName, changeWords, isOfEnvironment } from '@/lib/core/alert-words'
import { AlertStateBadge, Effect } from './alert-facts'

type Props = { alert: AlertDetail; base: string; search: string }

/** What else the same change may have moved: the metrics of an environment's alert, and alerts in the same range. */
export function AlertRelated({ alert, base, search }: Props) {
  const { metrics, related } = alert
  return (
    <>
      {isOfEnvironment(alert) && (
        <Panel title="Metrics that shifted" note={`${metrics.length}, the worst first`}>
          <ul className="columns-1 gap-6 text-sm sm:columns-2">
            {metrics.map((m) => (
              <li key={m.metric} className="py-0.5">
                <Link href={`${base}/metrics/${encodeURIComponent(m.metric)}`} className="link">
                  {m.title}
                </Link>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {related.length > 0 && (
        <Panel title="In the same range" note="alerts that the same change may have caused" padded={false}>
          <Table label="Alerts in the same range">
            <thead>
              <tr>
                <Th>Metric</Th>
                <Th numeric>Effect</Th>
                <Th>State</Th>
              </tr>
            </thead>
            <tbody>
              {related.map((a) => (
                <Tr key={a.id}>
                  <Td>
                    <Link href={`${base}/alerts/${a.id}${search}`} className="font-medium hover:underline">
                      {alertName(a)}
                    </Link>
                    <span className="block text-xs text-ink-3">{changeWords(a)}</span>
                  </Td>
                  <Td numeric>
                    <Effect alert={a} />
                  </Td>
                  <Td>
                    <AlertStateBadge state={a.state} />
                  </Td>
                </Tr>
              ))}
            </tbody>
          </Table>
        </Panel>
      )}
    </>
  )
}
