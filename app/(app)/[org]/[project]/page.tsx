import Link from 'next/link'
import { Suspense } from 'react'
import { AlertTable } from '@/components/alerts/alert-table'
import { TargetTable } from '@/components/metrics/target-table'
import { AgentSteps } from '@/components/projects/agent-commands'
import { GateStrip } from '@/components/projects/gate-strip'
import { ReviewProgress } from '@/components/projects/review-progress'
import { RefusedRuns } from '@/components/runs/refused-runs'
import { Panel } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { SimulatedNotice } from '@/components/ui/notice'
import { TableSkeleton } from '@/components/ui/skeleton'
import { listAlerts } from '@/lib/alerts/queries'
import { baseUrl } from '@/lib/env'
import type { Ctx } from '@/lib/projects/context'
import { getReviewHeadline } from '@/lib/reviews/headline'
import { getOverviewMetrics, listRuns } from '@/lib/runs/queries'
import { baseOf, type ProjectParams, pageContext } from './page-context'

export const metadata = { title: 'Overview' }

export default async function Overview({ params }: { params: Promise<ProjectParams> }) {
  const ctx = await pageContext(params)
  const base = baseOf(ctx)
  const headline = await getReviewHeadline(ctx)
  return (
    <div className="flex flex-col gap-6">
      <GateStrip headline={headline} base={base} />
      <div className={headline ? 'grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_256px]' : ''}>
        <div className="flex min-w-0 flex-col gap-6">
          <Suspense
            fallback={
              <Panel title="Targets" padded={false}>
                <TableSkeleton rows={14} label="Loading the metrics" />
              </Panel>
            }
          >
            <Metrics ctx={ctx} base={base} />
          </Suspense>
          <Suspense fallback={null}>
            <ToLookAt ctx={ctx} base={base} />
          </Suspense>
        </div>
        {headline && (
          <aside aria-label="Progress of the review" className="grid gap-6 sm:grid-cols-2 xl:grid-cols-1">
            <ReviewProgress headline={headline} base={base} now={ctx.now} />
          </aside>
        )}
      </div>
    </div>
  )
}

async function Metrics({ ctx, base }: { ctx: Ctx; base: string }) {
  const metrics = await getOverviewMetrics(ctx)
  const simulated = metrics.some((m) => m.latest?.simulated || m.spark.some((p) => p.simulated))
  if (!metrics.some((m) => m.latest)) return <FirstRun ctx={ctx} base={base} />
  return (
    <>
      {simulated && (
        <SimulatedNotice>
          Dashed lines and hollow points are history made by the demo; solid ones were measured.
        </SimulatedNotice>
      )}
      <Panel
        title="Targets"
        note={`newest run of each metric on ${ctx.project.defaultBranch}`}
        padded={false}
      >
        <TargetTable metrics={metrics} base={base} now={ctx.now} />
      </Panel>
    </>
  )
}

function FirstRun({ ctx, base }: { ctx: Ctx; base: string }) {
  return (
    <Panel title="Send the first run">
      <p className="mb-4 text-base text-ink-2">
        Nothing has been measured yet. Make a token in the{' '}
        <Link href={`${base}/settings`} className="link">
          settings
        </Link>
        , then type on the machine that measures:
      </p>
      <AgentSteps serverUrl={baseUrl()} project={ctx.project.slug} />
    </Panel>
  )
}

/** What else keeps the step from being signed: open alerts, and runs that may not serve as evidence. */
async function ToLookAt({ ctx, base }: { ctx: Ctx; base: string }) {
  const [open, { runs }] = await Promise.all([
    listAlerts(ctx, { state: 'live' }),
    listRuns(ctx, { limit: 50 }),
  ])
  const refused = runs.filter((run) => !run.admissible)
  return (
    <>
      <Panel
        title="Open alerts"
        padded={false}
        actions={
          <Link href={`${base}/alerts`} className="link text-xs">
            All alerts
          </Link>
        }
      >
        {open.length > 0 ? (
          <AlertTable label="Open alerts" alerts={open.slice(0, 5)} base={base} now={ctx.now} />
        ) : (
          <EmptyState>No regression waits to be looked at.</EmptyState>
        )}
      </Panel>
      {refused.length > 0 && (
        <Panel title="Refused as evidence" note="of the newest 50 runs">
          <RefusedRuns runs={refused.slice(0, 5)} base={base} now={ctx.now} />
        </Panel>
      )}
    </>
  )
}
