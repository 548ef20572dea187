import Link from 'next/link'
import { Sparkline } from '@/components/charts/sparkline'
import { ChangeBadge, GoalBadge, SimulatedBadge } from '@/components/ui/badge'
import { Table, Th } from '@/components/ui/table'
import { RelativeTime } from '@/components/ui/time'
import { formatEffect } from '@/lib/core/format'
import type { OverviewMetric } from '@/lib/runs/queries'
import { VerdictRange, VerdictValue } from './verdict'

type Props = { metrics: OverviewMetric[]; base: string; now: Date }

/** Every metric against its target. On a phone each row becomes a small card of the same parts. */
export function TargetTable({ metrics, base, now }: Props) {
  return (
    <Table label="Metrics against their targets" className="max-md:block">
      <thead className="max-md:sr-only">
        <tr>
          <Th>Metric</Th>
          <Th>Last 30 runs</Th>
          <Th numeric>Value</Th>
          <Th>Against its limits</Th>
          <Th>Goal and change</Th>
          <Th numeric>Age</Th>
        </tr>
      </thead>
      <tbody className="max-md:block">
        {metrics.map((row) => (
          <MetricRow key={row.definition.metric} row={row} base={base} now={now} />
        ))}
      </tbody>
    </Table>
  )
}

const cell = 'md:px-3 md:py-2 md:first:pl-4 md:last:pr-4'

function MetricRow({ row, base, now }: { row: OverviewMetric; base: string; now: Date }) {
  const { definition, latest, spark } = row
  const verdict = latest?.verdict
  return (
    <tr className="border-b border-line last:border-b-0 hover:bg-sunken/50 max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-4 max-md:gap-y-2 max-md:px-4 max-md:py-3">
      <th scope="row" className={`${cell} text-left font-normal max-md:col-span-2`}>
        <Link
          href={`${base}/metrics/${encodeURIComponent(definition.metric)}`}
          className="font-medium wrap-anywhere hover:underline"
        >
          {definition.title}
        </Link>
        <span className="block text-xs text-ink-3">{verdict?.statistic ?? definition.statistic}</span>
      </th>
      <td className={`${cell} max-md:order-3`}>
        {definition.unit === null ? (
          <span className="text-xs text-ink-3">{spark.length} runs</span>
        ) : (
          <Sparkline
            points={spark}
            target={typeof definition.target === 'number' ? definition.target : null}
            label={`${definition.title}: last ${spark.length} runs`}
          />
        )}
      </td>
      <td className={`${cell} md:text-right`}>{verdict ? <VerdictValue verdict={verdict} /> : '–'}</td>
      <td className={`${cell} max-md:order-4`}>
        {verdict && <VerdictRange verdict={verdict} definition={definition} simulated={latest.simulated} />}
      </td>
      <td className={`${cell} max-md:text-right`}>
        {verdict ? (
          <span className="inline-flex flex-col gap-1 max-md:items-end">
            <GoalBadge goal={verdict.goal} error={verdict.error} title={verdict.reason} />
            <ChangeBadge
              change={verdict.change}
              effect={verdict.effect === null ? null : formatEffect(verdict.effect)}
            />
          </span>
        ) : (
          <span className="text-xs text-ink-3">not measured yet</span>
        )}
      </td>
      <td className={`${cell} text-xs text-ink-2 max-md:order-5 max-md:col-span-2 md:text-right`}>
        {latest && (
          <span className="inline-flex items-center gap-2 md:flex-col md:items-end md:gap-1">
            <Link href={`${base}/runs/${latest.runId}`} className="hover:underline">
              <RelativeTime at={latest.startedAt} now={now} />
            </Link>
            {latest.simulated && <SimulatedBadge />}
          </span>
        )}
      </td>
    </tr>
  )
}
