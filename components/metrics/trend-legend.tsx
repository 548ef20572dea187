import { lineToken } from '@/components/charts/palette'
import { SimulatedBadge } from '@/components/ui/badge'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { RelativeTime } from '@/components/ui/time'
import { StateName, Value } from '@/components/ui/value'
import { quantile } from '@/lib/core/stats'
import type { Series } from '@/lib/metrics/series'

/** What each line is, and what it says: the newest value, the middle one, and how far they lie apart. */
export function TrendLegend({ series: { lines, metric }, now }: { series: Series; now: Date }) {
  return (
    <Table label="Lines of the chart">
      <thead>
        <tr>
          <Th>Branch</Th>
          <Th>Environment</Th>
          <Th numeric>Runs</Th>
          <Th numeric>Last</Th>
          <Th numeric>Median</Th>
          <Th numeric>Spread</Th>
          <Th>Noise quality</Th>
          <Th numeric>Newest</Th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, i) => {
          const sorted = line.points.map((p) => p.value).sort((a, b) => a - b)
          const last = line.points.at(-1)!
          const median = quantile(sorted, 0.5)
          const spread = quantile(sorted, 0.75) - quantile(sorted, 0.25)
          return (
            <Tr key={line.seriesId}>
              <Td className="whitespace-nowrap">
                <span className="inline-flex items-center gap-2">
                  <Swatch colour={`var(--color-${lineToken(i)})`} simulated={line.simulated} />
                  {line.branch}
                </span>
              </Td>
              <Td className="whitespace-nowrap">
                {line.environment.name}{' '}
                <code className="font-mono text-xs text-ink-3">{line.environment.classHash.slice(0, 6)}</code>{' '}
                {line.simulated && <SimulatedBadge />}
              </Td>
              <Td numeric>{line.points.length}</Td>
              <Td numeric>
                <PointValue value={last.value} metric={metric} />
              </Td>
              <Td numeric>
                <PointValue
                  value={Math.round(median) === median || metric.unit !== null ? median : Math.ceil(median)}
                  metric={metric}
                />
              </Td>
              <Td numeric>
                {metric.unit === null ? (
                  <span className="text-ink-3">–</span>
                ) : (
                  <Value value={spread} unit={metric.unit} />
                )}
              </Td>
              <Td className="min-w-44">
                {line.noise ? (
                  <>
                    <span className="tabular-nums">{line.noise.quality}</span>
                    <span className="text-ink-3"> of 100</span>
                    <span className="block text-xs text-ink-3">{line.noise.words}</span>
                  </>
                ) : (
                  <span className="text-ink-3">–</span>
                )}
              </Td>
              <Td numeric className="text-ink-2">
                <RelativeTime at={last.t} now={now} />
              </Td>
            </Tr>
          )
        })}
      </tbody>
    </Table>
  )
}

export function PointValue({ value, metric }: { value: number; metric: Series['metric'] }) {
  return metric.unit === null ? (
    <StateName state={metric.states[value] ?? 'unknown'} />
  ) : (
    <Value value={value} unit={metric.unit} />
  )
}

function Swatch({ colour, simulated }: { colour: string; simulated: boolean }) {
  return (
    <svg viewBox="0 0 24 10" className="h-2.5 w-6" aria-hidden="true">
      <path d="M0 5h24" stroke={colour} strokeWidth="1.5" strokeDasharray={simulated ? '4 3' : undefined} />
      <circle cx="12" cy="5" r="3" fill={simulated ? 'var(--color-surface)' : colour} stroke={colour} />
    </svg>
  )
}
