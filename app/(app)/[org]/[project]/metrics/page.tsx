import { TargetTable } from '@/components/metrics/target-table'
import { AgentSteps } from '@/components/projects/agent-commands'
import { Panel } from '@/components/ui/card'
import { SimulatedNotice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { baseUrl } from '@/lib/env'
import { getOverviewMetrics } from '@/lib/runs/queries'
import { baseOf, type ProjectParams, pageContext } from '../page-context'

export const metadata = { title: 'Metrics' }

export default async function Metrics({ params }: { params: Promise<ProjectParams> }) {
  const ctx = await pageContext(params, '/metrics')
  const base = baseOf(ctx)
  const metrics = await getOverviewMetrics(ctx)
  const simulated = metrics.some((m) => m.latest?.simulated || m.spark.some((p) => p.simulated))
  const withTarget = metrics.filter((m) => m.definition.target !== null || m.definition.acceptance !== null)
  return (
    <>
      <PageHeader
        title="Metrics"
        lead={
          metrics.length > 0 &&
          `${metrics.length} metrics, ${withTarget.length} with a target; newest run on ${ctx.project.defaultBranch}.`
        }
      />
      {metrics.length === 0 ? (
        <Panel title="No metric yet" note="a metric begins with the first run that measures it">
          <AgentSteps serverUrl={baseUrl()} project={ctx.project.slug} />
        </Panel>
      ) : (
        <div className="flex flex-col gap-6">
          {simulated && <SimulatedNotice />}
          <Panel padded={false}>
            <TargetTable metrics={metrics} base={base} now={ctx.now} />
          </Panel>
        </div>
      )}
    </>
  )
}
