import { AlertTable } from '@/components/alerts/alert-table'
import { Panel } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { listAlerts } from '@/lib/alerts/queries'
import { baseOf, type ProjectParams, pageContext } from '../page-context'

export const metadata = { title: 'Alerts' }

export default async function Alerts({ params }: { params: Promise<ProjectParams> }) {
  const ctx = await pageContext(params, '/alerts')
  const base = baseOf(ctx)
  const [open, closed] = await Promise.all([
    listAlerts(ctx, { state: 'live' }),
    listAlerts(ctx, { state: 'closed' }),
  ])
  return (
    <>
      <PageHeader title="Alerts" lead="Regressions someone has to look at, newest first." />
      <div className="flex flex-col gap-6">
        <Panel title="Open" note={open.length > 0 ? String(open.length) : undefined} padded={false}>
          {open.length > 0 ? (
            <AlertTable label="Open alerts" alerts={open} base={base} now={ctx.now} />
          ) : (
            <EmptyState>
              No alert is open. One appears here when a run is surely worse than the 20 admissible runs before
              it.
            </EmptyState>
          )}
        </Panel>
        {closed.length > 0 && (
          <Panel title="Closed" padded={false}>
            <AlertTable label="Closed alerts" alerts={closed} base={base} now={ctx.now} />
          </Panel>
        )}
      </div>
    </>
  )
}
