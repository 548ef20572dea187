import Link from 'next/link'
import { TargetList } from '@/components/metrics/target-list'
import { AgentSteps } from '@/components/projects/agent-commands'
import { MemberTable } from '@/components/projects/member-table'
import { TokenForm } from '@/components/projects/token-form'
import { TokenTable } from '@/components/projects/token-table'
import { Panel } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { PageHeader } from '@/components/ui/page-header'
import { can } from '@/lib/auth/permissions'
import { baseUrl } from '@/lib/env'
import { listMetrics } from '@/lib/metrics/queries'
import { listMembers, listTokens } from '@/lib/projects/queries'
import { baseOf, type ProjectParams, pageContext } from '../page-context'
import { makeToken, revoke } from './actions'

export const metadata = { title: 'Settings' }

export default async function Settings({ params }: { params: Promise<ProjectParams> }) {
  const ctx = await pageContext(params, '/settings')
  const base = baseOf(ctx)
  const at = { org: ctx.organisation.slug, project: ctx.project.slug }
  const manages = can(ctx.role, 'manage')
  const [tokens, members, metrics] = await Promise.all([
    manages ? listTokens(ctx) : [],
    listMembers(ctx),
    listMetrics(ctx),
  ])
  return (
    <>
      <PageHeader
        title="Settings"
        lead={`${ctx.project.name} of ${ctx.organisation.name}; its default branch is ${ctx.project.defaultBranch}.`}
      />
      <div className="flex flex-col gap-6">
        <Panel title="Tokens" note="how agents sign in; a token never signs a review" padded={false}>
          {!manages && (
            <EmptyState>Tokens are made and revoked by an admin. You are a {ctx.role} here.</EmptyState>
          )}
          {manages && tokens.length === 0 && (
            <EmptyState>No token yet. The agent needs one to upload runs.</EmptyState>
          )}
          {tokens.length > 0 && <TokenTable tokens={tokens} now={ctx.now} revoke={revoke.bind(null, at)} />}
          {manages && (
            <TokenForm action={makeToken.bind(null, at)} serverUrl={baseUrl()} project={ctx.project.slug} />
          )}
        </Panel>
        <Panel title="Targets" note="versioned: a new target never changes an old verdict" padded={false}>
          {metrics.length > 0 ? (
            <TargetList metrics={metrics} base={base} edit={manages} />
          ) : (
            <EmptyState>
              A metric begins with the first run that measures it; its target is set on the metric's page. See{' '}
              <Link href={`${base}/metrics`} className="link">
                metrics
              </Link>
              .
            </EmptyState>
          )}
        </Panel>
        <Panel title="Members" note={`of ${ctx.organisation.name}`} padded={false}>
          <MemberTable members={members} me={ctx.principal.id} now={ctx.now} />
        </Panel>
        <Panel title="Connect an agent">
          <AgentSteps serverUrl={baseUrl()} project={ctx.project.slug} />
        </Panel>
      </div>
    </>
  )
}
