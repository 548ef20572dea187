import { AgentSteps } from '@/components/projects/agent-commands'
import { CompareTicked } from '@/components/runs/pick-run'
import { RunTable } from '@/components/runs/run-table'
import { ButtonLink } from '@/components/ui/button'
import { Panel } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { FilterLinks, hrefWith, oneOfEach } from '@/components/ui/filter-links'
import { SimulatedNotice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { baseUrl } from '@/lib/env'
import { listRuns } from '@/lib/runs/queries'
import { baseOf, type ProjectParams, pageContext } from '../page-context'

export const metadata = { title: 'Runs' }

type Props = {
  params: Promise<ProjectParams>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export default async function Runs({ params, searchParams }: Props) {
  const ctx = await pageContext(params, '/runs')
  const path = `${baseOf(ctx)}/runs`
  const { branch, environment, cursor } = oneOfEach(await searchParams)
  const { runs, nextCursor } = await listRuns(ctx, { branch, environment, cursor, limit: 40 })
  const narrowed = branch || environment || cursor
  return (
    <>
      <PageHeader
        title="Runs"
        lead="Each is stored once and never changed."
        actions={runs.length > 1 && <CompareTicked base={baseOf(ctx)} />}
      />
      <div className="flex flex-col gap-4">
        {runs.some((r) => r.simulated) && (
          <SimulatedNotice>Runs so marked were made by the demo and not measured.</SimulatedNotice>
        )}
        {narrowed && (
          <FilterLinks
            label="Showing"
            choices={[
              ...(branch
                ? [
                    {
                      label: `branch ${branch}`,
                      href: hrefWith(path, { branch, environment }),
                      current: true,
                    },
                  ]
                : []),
              ...(environment
                ? [{ label: `on ${environment}`, href: hrefWith(path, { environment }), current: true }]
                : []),
              { label: 'All runs', href: path, current: false },
            ]}
          />
        )}
        {runs.length > 0 ? (
          <Panel padded={false}>
            <RunTable label="Runs, newest first" runs={runs} base={baseOf(ctx)} now={ctx.now} />
          </Panel>
        ) : narrowed ? (
          <Panel padded={false}>
            <EmptyState action={<ButtonLink href={path}>Show all runs</ButtonLink>}>
              No run fits this filter.
            </EmptyState>
          </Panel>
        ) : (
          <Panel title="No run yet">
            <AgentSteps serverUrl={baseUrl()} project={ctx.project.slug} />
          </Panel>
        )}
        {nextCursor && (
          <div>
            <ButtonLink look="quiet" href={hrefWith(path, { branch, environment, cursor: nextCursor })}>
              Older runs
            </ButtonLink>
          </div>
        )}
      </div>
    </>
  )
}
