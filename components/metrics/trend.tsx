import { TrendChart } from '@/components/charts/trend-chart'
import { CompareTicked } from '@/components/runs/pick-run'
import { ButtonLink } from '@/components/ui/button'
import { Panel } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterLinks, hrefWith } from '@/components/ui/filter-links'
import { SimulatedNotice } from '@/components/ui/notice'
import type { AlertRow } from '@/lib/alerts/queries'
import type { Series } from '@/lib/metrics/series'
import { ChangeTable, hasChanges } from './change-table'
import { LastRuns, PointTable } from './point-table'
import type { TrendFilter } from './trend-filter'
import { TrendLegend } from './trend-legend'

type Props = {
  series: Series
  /** of this metric, whatever became of them */
  alerts: AlertRow[]
  filter: TrendFilter
  now: Date
  base: string
  path: string
}

/** Limits so far above the values would press the line flat; then the axis follows the values until asked otherwise. */
const FAR = 4

function defaultFit({ lines, metric }: Series): 'limits' | 'values' {
  const limits = [metric.target, metric.acceptance].filter((l) => typeof l === 'number')
  const most = Math.max(...lines.flatMap((l) => l.points.map((p) => p.high ?? p.value)))
  return limits.length > 0 && Math.min(...limits) > FAR * most ? 'values' : 'limits'
}

/** Chart first, then what its lines are, then the newest points. */
export function Trend({ series: all, alerts, filter, now, base, path }: Props) {
  const lines = all.lines.filter(
    (l) => l.points.length > 0 && (!filter.environment || l.environment.name === filter.environment),
  )
  if (lines.length === 0)
    return (
      <Panel title="Trend" padded={false}>
        <EmptyState
          action={
            <ButtonLink look="quiet" href={hrefWith(path, { range: 'all' })}>
              Show all time
            </ButtonLink>
          }
        >
          No run measured this metric here in this time.
        </EmptyState>
      </Panel>
    )
  const series = { ...all, lines }
  const fit = filter.fit ?? defaultFit(series)
  const first = Math.min(...lines.map((l) => l.points[0]!.t))
  const from = filter.from?.getTime() ?? first
  const simulated = lines.some((l) => l.points.some((p) => p.simulated))
  const measured = lines.some((l) => l.points.some((p) => !p.simulated))
  const shown = lines.reduce((sum, l) => sum + l.points.length, 0)
  return (
    <>
      {simulated && (
        <SimulatedNotice>
          {measured
            ? 'Hollow points on a dashed line are history made by the demo; solid ones were measured.'
            : undefined}
        </SimulatedNotice>
      )}
      <Panel
        title="Trend"
        note={
          shown < all.total
            ? `${shown} of ${all.total} points, thinned to keep the shape`
            : 'drag to zoom, click a point for its run'
        }
        actions={
          all.metric.unit !== null && (
            <FilterLinks
              label="Fit"
              choices={(['limits', 'values'] as const).map((choice) => ({
                label: choice,
                href: hrefWith(path, { ...filter.query, fit: choice }),
                current: fit === choice,
              }))}
            />
          )
        }
      >
        <TrendChart
          series={series}
          range={[from, now.getTime()]}
          fit={fit}
          runsHref={`${base}/runs`}
          label={`Trend of ${all.metric.title}: ${shown} runs; the same data is in the table below`}
        />
      </Panel>
      {hasChanges(series) && (
        <Panel
          title="Changes"
          note="a rule in the chart each: solid where confirmed, dotted while suspected"
          padded={false}
        >
          <ChangeTable series={series} alerts={alerts} base={base} now={now} />
        </Panel>
      )}
      <Panel title="Lines" padded={false}>
        <TrendLegend series={series} now={now} />
        <PointTable series={series} base={base} />
      </Panel>
      <Panel title="Last runs" padded={false} actions={shown > 1 && <CompareTicked base={base} />}>
        <LastRuns series={series} base={base} now={now} />
      </Panel>
    </>
  )
}
