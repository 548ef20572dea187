import Link from 'next/link'
import { AlertStateBadge } from '@/components/alerts/alert-facts'
import { changeLevels } from '@/components/charts/change-levels'
import { ChangeMark } from '@/components/ui/mark'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { RelativeTime } from '@/components/ui/time'
import type { AlertRow } from '@/lib/alerts/queries'
import { effectInterval } from '@/lib/core/alert-words'
import { formatEffect } from '@/lib/core/format'
import type { Series } from '@/lib/metrics/series'

type Props = { series: Series; alerts: AlertRow[]; base: string; now: Date }

export const hasChanges = ({ lines, machines }: Series) =>
  machines.length > 0 || lines.some((line) => line.changes.length > 0)

/** Where the lines of the chart took a new level, in words, each with the alert that came of it. */
export function ChangeTable({ series: { lines, machines, metric }, alerts, base, now }: Props) {
  const rows = lines
    .flatMap((line) => line.changes.map((change) => ({ line, change })))
    .sort((a, b) => b.change.t - a.change.t)
  return (
    <Table label="Changes of level">
      <thead>
        <tr>
          <Th>Since</Th>
          <Th>Level</Th>
          <Th numeric>Effect</Th>
          <Th numeric>95% interval</Th>
          <Th>Seen as</Th>
          {lines.length > 1 && <Th>Line</Th>}
          <Th>Alert</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ line, change: c }) => {
          const worse = c.after > c.before === (metric.direction === 'lower')
          const alert = alerts.find(
            (a) => a.runId === c.runId && a.branch === line.branch && a.environment === line.environment.name,
          )
          return (
            <Tr key={`${line.seriesId}${c.runId}`}>
              <Td>
                <Link href={`${base}/runs/${c.runId}`} prefetch={false} className="link">
                  <RelativeTime at={c.t} now={now} />
                </Link>
              </Td>
              <Td className="whitespace-nowrap">{changeLevels(c, metric)}</Td>
              <Td numeric>
                {c.effect !== null && (
                  <span className={`inline-flex items-center gap-1.5 ${worse ? 'text-missed' : 'text-met'}`}>
                    <ChangeMark change={worse ? 'regression' : 'improvement'} className="size-2" />
                    {formatEffect(c.effect)}
                  </span>
                )}
              </Td>
              <Td numeric className="text-xs text-ink-3">
                {effectInterval(c)}
              </Td>
              <Td className="text-ink-2">{c.state}</Td>
              {lines.length > 1 && (
                <Td className="whitespace-nowrap text-ink-2">
                  {line.branch} on {line.environment.name}
                </Td>
              )}
              <Td>
                {alert ? (
                  <Link href={`${base}/alerts/${alert.id}`} prefetch={false} className="inline-flex">
                    <AlertStateBadge state={alert.state} />
                  </Link>
                ) : (
                  <span className="text-ink-3">none</span>
                )}
              </Td>
            </Tr>
          )
        })}
        {machines.map((m) => (
          <Tr key={`${m.branch} ${m.classHash}`}>
            <Td>
              <RelativeTime at={m.t} now={now} />
            </Td>
            <Td colSpan={lines.length > 1 ? 6 : 5} className="text-ink-2">
              {m.name} is another machine from here on, of class{' '}
              <code className="font-mono text-xs">{m.classHash.slice(0, 6)}</code>: a line of its own,
              compared with nothing before.
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
