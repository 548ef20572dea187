import { cache } from 'react'
import { AlertActions } from '@/components/alerts/alert-actions'
import { AlertCommits } from '@/components/alerts/alert-commits'
import { alertFilter, alertQuery, isSameQuery, VIEWS } from '@/components/alerts/alert-filter'
import { AlertHistory } from '@/components/alerts/alert-history'
import { AlertNav } from '@/components/alerts/alert-nav'
import { AlertRelated } from '@/components/alerts/alert-related'
import { AlertSentence } from '@/components/alerts/alert-sentence'
import { AlertTrend } from '@/components/alerts/alert-trend'
import { Neighbours } from '@/components/alerts/neighbours'
import { OwnerPanel } from '@/components/alerts/owner-panel'
import { SimulatedBadge } from '@/components/ui/badge'
import { hrefWith, oneOfEach } from '@/components/ui/filter-links'
import { PageHeader } from '@/components/ui/page-header'
import { getAlert, listAlerts } from '@/lib/alerts/queries'
import { can } from '@/lib/auth/permissions'
import { groupAlerts } from '@/lib/core/alert-groups'
import { alertName } from '@/lib/core/alert-words'
import type { Ctx } from '@/lib/projects/context'
import { listMembers } from '@/lib/projects/queries'
import { baseOf, orNotFound, type ProjectParams, pageContext, tryPageContext } from '../../page-context'
import { change } from '../actions'

type Props = {
  params: Promise<ProjectParams & { alert: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** One reading a request, for the title and the page. */
const find = cache((ctx: Ctx, id: string) => orNotFound(getAlert(ctx, id)))

export async function generateMetadata({ params }: Props) {
  const ctx = await tryPageContext(params)
  return { title: ctx ? alertName(await find(ctx, (await params).alert)) : 'Alert' }
}

export default async function Alert({ params, searchParams }: Props) {
  const { org, project, alert: id } = await params
  const query = alertQuery(oneOfEach(await searchParams))
  const ctx = await pageContext(params, hrefWith(`/alerts/${id}`, query))
  const me = ctx.principal.id
  const [alert, listed, members] = await Promise.all([
    find(ctx, id),
    listAlerts(ctx, alertFilter(query, me, ctx.now)),
    listMembers(ctx),
  ])
  const base = baseOf(ctx)
  const path = `${base}/alerts`
  const search = hrefWith('', query)
  // The order of the inbox, so that j leads to what stands below there.
  const inbox = groupAlerts(listed).flatMap((g) => g.alerts)
  const people = members.filter((m) => can(m.role, 'decide')).map(({ id, name }) => ({ id, name }))
  const may = { decide: can(ctx.role, 'decide'), sign: can(ctx.role, 'sign') }
  const act = change.bind(null, { org, project })
  return (
    <>
      <PageHeader
        trail={[{ label: 'Alerts', href: `${path}${search}` }]}
        title={alertName(alert)}
        badges={alert.simulated && <SimulatedBadge />}
        lead={<AlertSentence alert={alert} base={base} />}
        actions={<Neighbours alerts={inbox} current={id} path={path} search={search} />}
      />
      <div className="grid items-start gap-4 lg:grid-cols-[216px_minmax(0,1fr)] xl:grid-cols-[216px_minmax(0,1fr)_264px]">
        <AlertNav
          alerts={inbox}
          current={id}
          path={path}
          search={search}
          view={VIEWS.find((v) => isSameQuery(v.query, query))?.name ?? 'Filtered'}
        />
        <div className="flex min-w-0 flex-col gap-4">
          <AlertTrend alert={alert} base={base} />
          <AlertCommits alert={alert} base={base} now={ctx.now} />
          <AlertRelated alert={alert} base={base} search={search} />
          <AlertHistory alert={alert} people={members} now={ctx.now} act={may.decide ? act : null} />
        </div>
        <aside
          aria-label="State and owner"
          className="flex min-w-0 flex-col gap-4 max-lg:-order-1 lg:col-start-2 xl:col-start-3"
        >
          <AlertActions key={id} alert={alert} people={people} me={me} may={may} now={ctx.now} act={act} />
          <OwnerPanel
            key={`${id} owner`}
            alert={alert}
            people={people}
            now={ctx.now}
            act={may.decide ? act : null}
          />
        </aside>
      </div>
    </>
  )
}
