import Link from 'next/link'
import { PickRun } from '@/components/runs/pick-run'
import { Badge, GoalBadge, SimulatedBadge } from '@/components/ui/badge'
import { Commit } from '@/components/ui/digest'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { AbsoluteTime, RelativeTime } from '@/components/ui/time'
import { Interval } from '@/components/ui/value'
import type { Series, SeriesLine, SeriesPoint } from '@/lib/metrics/series'
import { PointValue } from './trend-legend'

type Row = SeriesPoint & { line: SeriesLine }

const newestFirst = (lines: SeriesLine[]): Row[] =>
  lines.flatMap((line) => line.points.map((p) => ({ ...p, line }))).sort((a, b) => b.t - a.t)

const LAST = 10

export function LastRuns({ series, base, now }: { series: Series; base: string; now: Date }) {
  return (
    <Points
      label="Last runs"
      rows={newestFirst(series.lines).slice(0, LAST)}
      series={series}
      base={base}
      now={now}
    />
  )
}

/** The chart once more in words and numbers, for whoever cannot see it or wants to read it out. */
export function PointTable({ series, base }: { series: Series; base: string }) {
  const rows = newestFirst(series.lines)
  return (
    <details className="border-t border-line">
      <summary className="px-4 py-2 text-sm text-ink-2 hover:text-ink">
        All {rows.length} points as a table
      </summary>
      <div className="max-h-96 overflow-auto border-t border-line">
        <Points label="All points of the chart" rows={rows} series={series} base={base} />
      </div>
    </details>
  )
}

type PointsProps = { label: string; rows: Row[]; series: Series; base: string; now?: Date }

function Points({ label, rows, series, base, now }: PointsProps) {
  return (
    <Table label={label}>
      <thead>
        <tr>
          {now && (
            <Th className="w-4 pr-0">
              <span className="sr-only">Compare</span>
            </Th>
          )}
          <Th>Commit</Th>
          <Th numeric>Value</Th>
          <Th numeric>95% interval</Th>
          <Th>Goal</Th>
          <Th>Line</Th>
          <Th numeric>Started</Th>
        </tr>
      </thead>
      <tbody>
        {rows.map((p) => (
          <Tr key={`${p.line.seriesId}${p.runId}`}>
            {now && (
              <Td className="pr-0">
                <PickRun run={{ ...p, id: p.runId }} />
              </Td>
            )}
            <Td>
              <Link href={`${base}/runs/${p.runId}`} className="link">
                <Commit commit={p.commit} />
              </Link>
            </Td>
            <Td numeric>
              <PointValue value={p.value} metric={series.metric} />
            </Td>
            <Td numeric>
              <Interval low={p.low} high={p.high} unit={series.metric.unit} />
            </Td>
            <Td>
              <GoalBadge goal={p.goal} />
            </Td>
            <Td className="whitespace-nowrap text-ink-2">
              {p.line.branch} on {p.line.environment.name} {p.simulated && <SimulatedBadge />}{' '}
              {!p.admissible && <Badge meaning="none">not admissible</Badge>}
            </Td>
            <Td numeric className="text-ink-2">
              {now ? <RelativeTime at={p.t} now={now} /> : <AbsoluteTime at={p.t} />}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
