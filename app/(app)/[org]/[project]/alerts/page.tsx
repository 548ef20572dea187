import {
  type AlertQuery,
  alertFilter,
  alertQuery,
  isSameQuery,
  VIEWS,
} from '@/components/alerts/alert-filter'
import { AlertFilters } from '@/components/alerts/alert-filters'
import { Inbox } from '@/components/alerts/inbox'
import { ButtonLink } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { EmptyState } from '@/components/ui/empty-state'
import { hrefWith, oneOfEach } from '@/components/ui/filter-links'
import { SimulatedNotice } from '@/components/ui/notice'
import { PageHeader } from '@/components/ui/page-header'
import { getAlertSteps, listAlertedMetrics, listAlerts } from '@/lib/alerts/queries'
import { can } from '@/lib/auth/permissions'
import { baseUrl } from '@/lib/env'
import { listMembers } from '@/lib/projects/queries'
import { baseOf, type ProjectParams, pageContext } from '../page-context'
import { change } from './actions'

type Props = {
  params: Promise<ProjectParams>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const metadata = { title: 'Alerts' }

export default async function Alerts({ params, searchParams }: Props) {
  const query = alertQuery(oneOfEach(await searchParams))
  const ctx = await pageContext(params, hrefWith('/alerts', query))
  const me = ctx.principal.id
  const [alerts, live, metrics, members] = await Promise.all([
    listAlerts(ctx, alertFilter(query, me, ctx.now)),
    listAlerts(ctx, { state: 'live' }),
    listAlertedMetrics(ctx),
    listMembers(ctx),
  ])
  const steps = await getAlertSteps(
    ctx,
    alerts.map((a) => a.id),
  )
  const path = `${baseOf(ctx)}/alerts`
  const people = members.filter((m) => can(m.role, 'decide')).map(({ id, name }) => ({ id, name }))
  const counts = {
    Live: live.length,
    Mine: live.filter((a) => a.owner?.id === me).length,
    Unowned: live.filter((a) => a.owner === null).length,
    Overdue: live.filter((a) => a.dueAt !== null && a.dueAt < ctx.now).length,
  }
  return (
    <>
      <PageHeader title="Alerts" lead="Regressions someone has to look at." />
      <div className="flex flex-col gap-4">
        {alerts.some((a) => a.simulated) && (
          <SimulatedNotice>Alerts so marked come from history that the demo made up.</SimulatedNotice>
        )}
        <AlertFilters
          path={path}
          query={query}
          views={VIEWS.map(({ name, query: its }) => ({
            label: name,
            count: counts[name as keyof typeof counts],
            href: hrefWith(path, its),
            current: isSameQuery(its, query),
          }))}
          metrics={metrics}
          people={people}
          me={me}
        />
        <Inbox
          alerts={alerts.map((a) => ({ ...a, step: steps.get(a.id) ?? null }))}
          path={path}
          search={hrefWith('', query)}
          now={ctx.now}
          people={people}
          me={me}
          may={{ decide: can(ctx.role, 'decide'), sign: can(ctx.role, 'sign') }}
          act={change.bind(null, await params)}
          tools={
            <CopyButton
              text={`${baseUrl()}${hrefWith(path, query)}`}
              word="Copy link"
              label="Copy the link to these alerts"
            />
          }
          empty={<Nothing query={query} path={path} />}
        />
      </div>
    </>
  )
}

function Nothing({ query, path }: { query: AlertQuery; path: string }) {
  const plain = isSameQuery(query, {})
  return (
    <EmptyState
      action={
        <ButtonLink look="quiet" href={plain ? hrefWith(path, { state: 'closed' }) : path}>
          {plain ? 'Show closed alerts' : 'Show all live alerts'}
        </ButtonLink>
      }
    >
      {plain
        ? 'No regression waits to be looked at. An alert appears when a run is surely worse than the level before it, and opens when that has stood.'
        : 'No alert matches this filter.'}
    </EmptyState>
  )
}
