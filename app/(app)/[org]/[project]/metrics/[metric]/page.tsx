import { notFound } from 'next/navigation'
import { Suspense } from 'react'
import { TargetHistory } from '@/components/metrics/target-history'
import { Trend } from '@/components/metrics/trend'
import { trendFilter } from '@/components/metrics/trend-filter'
import { TrendFilters } from '@/components/metrics/trend-filters'
import { LimitWords } from '@/components/metrics/verdict'
import { Panel } from '@/components/ui/card'
import { oneOfEach } from '@/components/ui/filter-links'
import { PageHeader } from '@/components/ui/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { listAlerts } from '@/lib/alerts/queries'
import { can } from '@/lib/auth/permissions'
import { stateText } from '@/lib/core/format'
import { getTargetHistory, listMetrics } from '@/lib/metrics/queries'
import { getSeries } from '@/lib/metrics/series'
import type { Ctx } from '@/lib/projects/context'
import { listRuns } from '@/lib/runs/queries'
import { baseOf, orNotFound, type ProjectParams, pageContext } from '../../page-context'
import { setMetricTarget } from './actions'

type Props = {
  params: Promise<ProjectParams & { metric: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Metric names hold any printable character, a slash too, so an address carries them encoded. */
async function metricName(params: Props['params']): Promise<string> {
  const { metric } = await params
  try {
    return decodeURIComponent(metric)
  } catch {
    notFound()
  }
}

export const generateMetadata = async ({ params }: Props) => ({ title: await metricName(params) })

export default async function Metric({ params, searchParams }: Props) {
  const name = await metricName(params)
  const ctx = await pageContext(params, `/metrics/${encodeURIComponent(name)}`)
  const definition = (await listMetrics(ctx)).find((m) => m.metric === name) ?? notFound()
  const history = await orNotFound(getTargetHistory(ctx, name))
  const filter = trendFilter(oneOfEach(await searchParams), ctx.project.defaultBranch, ctx.now)
  const base = baseOf(ctx)
  const better = definition.direction === 'lower' ? 'lower is better' : 'higher is better'
  return (
    <>
      <PageHeader
        trail={[{ label: 'Metrics', href: `${base}/metrics` }]}
        title={definition.title}
        lead={
          <>
            <code className="font-mono text-sm">{definition.metric}</code>
            {definition.unit === null
              ? `, from best to worst: ${definition.states.map(stateText).join(', ')}`
              : `, ${definition.statistic} of each run, ${better}`}
          </>
        }
        actions={<LimitWords verdict={definition} />}
      />
      <div className="flex flex-col gap-6">
        <Suspense key={JSON.stringify(filter)} fallback={<ChartSkeleton />}>
          <TrendOf ctx={ctx} name={name} filter={filter} base={base} />
        </Suspense>
        <TargetHistory
          definition={definition}
          history={history}
          now={ctx.now}
          action={can(ctx.role, 'manage') ? setMetricTarget.bind(null, await params) : null}
        />
      </div>
    </>
  )
}

type TrendOfProps = { ctx: Ctx; name: string; filter: ReturnType<typeof trendFilter>; base: string }

async function TrendOf({ ctx, name, filter, base }: TrendOfProps) {
  const [series, alerts, { runs }] = await Promise.all([
    getSeries(ctx, { metric: name, branch: filter.branch, from: filter.from, points: 1000 }),
    listAlerts(ctx, { metric: name }),
    listRuns(ctx, { limit: 100 }),
  ])
  const branches = [...new Set([ctx.project.defaultBranch, filter.branch, ...runs.map((r) => r.branch)])]
  const path = `${base}/metrics/${encodeURIComponent(name)}`
  return (
    <>
      <TrendFilters path={path} filter={filter} lines={series.lines} branches={branches} />
      <Trend series={series} alerts={alerts} filter={filter} now={ctx.now} base={base} path={path} />
    </>
  )
}

function ChartSkeleton() {
  return (
    <Panel title="Trend">
      <Skeleton className="h-[360px]" />
    </Panel>
  )
}
