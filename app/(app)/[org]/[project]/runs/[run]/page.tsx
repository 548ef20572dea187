import { CompareLinks } from '@/components/runs/compare-links'
import { EnvironmentTable } from '@/components/runs/environment-table'
import { MeasurementTable } from '@/components/runs/measurement-table'
import { MeasuringTable } from '@/components/runs/measuring-table'
import { RunFacts } from '@/components/runs/run-facts'
import { EvidenceBadges } from '@/components/ui/badge'
import { Panel } from '@/components/ui/card'
import { GradeTile } from '@/components/ui/grade-tile'
import { Notice, SimulatedNotice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { listMetrics } from '@/lib/metrics/queries'
import { getRun } from '@/lib/runs/queries'
import { baseOf, orNotFound, type ProjectParams, pageContext } from '../../page-context'

type Props = { params: Promise<ProjectParams & { run: string }> }

export const metadata = { title: 'Run' }

const countOf = (n: number) => `${n} ${n === 1 ? 'benchmark' : 'benchmarks'}`

export default async function Run({ params }: Props) {
  const { run: id } = await params
  const ctx = await pageContext(params, `/runs/${id}`)
  const base = baseOf(ctx)
  const [run, definitions] = await Promise.all([orNotFound(getRun(ctx, id)), listMetrics(ctx)])
  const { measuring } = run.environmentDetails
  return (
    <>
      <PageHeader
        trail={[{ label: 'Runs', href: `${base}/runs` }]}
        title={
          <>
            {run.suite} at <code className="font-mono font-medium">{run.commit.slice(0, 8)}</code>
          </>
        }
        badges={<EvidenceBadges run={run} />}
        actions={
          <>
            {run.admissible && (
              <CompareLinks run={run} base={base} defaultBranch={ctx.project.defaultBranch} />
            )}
            <GradeTile grade={run.grade === null ? null : { grade: run.grade }} />
          </>
        }
      />
      <div className="flex flex-col gap-6">
        {run.simulated && <SimulatedNotice>This run was made by the demo and not measured.</SimulatedNotice>}
        {!run.admissible && (
          <Notice>
            No signature can rest on this run. {run.reason} Its numbers are kept and shown all the same.
          </Notice>
        )}
        <RunFacts run={run} base={base} now={ctx.now} />
        <Panel title="Measurements" note={`${run.verdicts.length} metrics`} padded={false}>
          <MeasurementTable run={run} definitions={definitions} base={base} />
        </Panel>
        {measuring?.benchmarks?.length ? (
          <Panel title="How it was measured" note={countOf(measuring.benchmarks.length)} padded={false}>
            <MeasuringTable measuring={measuring} />
          </Panel>
        ) : null}
        <Panel
          title="Environment"
          note={run.previousEnvironmentDetails ? 'differences to the run before are marked' : undefined}
          padded={false}
        >
          <EnvironmentTable details={run.environmentDetails} before={run.previousEnvironmentDetails} />
        </Panel>
      </div>
    </>
  )
}
