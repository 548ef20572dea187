import { listAlerts } from '../../alerts/queries'
import { performanceReview } from '../../core/template'
import { sql } from '../../db/sql'
import { anUpload, aToken, bytesOf } from '../../db/testing/fixtures'
import { getMetricRow, listMetricRows } from '../../metrics/metric-rows'
import { getSeries, getTargetHistory, listMetrics } from '../../metrics/queries'
import { setTarget } from '../../metrics/set-target'
import type { Ctx, TokenCtx } from '../../projects/context'
import { createProject } from '../../projects/create-project'
import { createToken } from '../../projects/create-token'
import { createUser } from '../../projects/create-user'
import { listMembers, listTokens } from '../../projects/queries'
import { revokeToken } from '../../projects/revoke-token'
import { confirmSigner } from '../../reviews/confirm-signer'
import { createReview } from '../../reviews/create-review'
import { decideItem } from '../../reviews/decide-item'
import { finishStrategyStep } from '../../reviews/finish-strategy-step'
import { getReviewHeadline } from '../../reviews/headline'
import { logTime } from '../../reviews/log-time'
import { getReview, getReviewWithNewest, listReviews } from '../../reviews/queries'
import { setTemplateTargets } from '../../reviews/set-template-targets'
import { signItem } from '../../reviews/sign-item'
import { aReview, ITEMS, measured, shown, smallTemplate } from '../../reviews/testing/scene'
import { importRun } from '../../runs/import-run'
import { getOverviewMetrics, getRun, listRuns } from '../../runs/queries'
import { recordRun, storeRun } from '../../runs/record-run'
import { hoursBefore } from '../../runs/testing/send-run'
import { getReport } from '../queries'
import { signStep } from '../sign-step'

/** The same in every tenant: a client makes the ids of its runs, and nothing keeps two from making the same. */
export const RUN = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`
const METRIC = 'stt_transcription'
const RUNS = 12

export type Tenant = { admin: Ctx; lead: Ctx; token: TokenCtx; review: string; tokenId: string }

/**
 * An organisation that has done everything there is to do, with the same names and run ids as any other; `factor` tells its values
 * from theirs. Its last run is a regression within the target.
 */
export async function aTenant(factor: number): Promise<Tenant> {
  const { place, admin, lead, token, id, pass } = await aReview()
  const { id: tokenId } = await aToken(place)
  const limits = { unit: 'ms', direction: 'lower', target: 200 * factor, acceptance: 300 } as const
  await setTarget({ ...admin, now: new Date(admin.now.getTime() + 1_000) }, METRIC, limits)
  for (let n = 0; n < RUNS; n++) {
    const scale = factor * (n === RUNS - 1 ? 1.1 : 1 + (n % 3) / 1_000)
    await recordRun(token, bytesOf(aRun(token, n, scale, factor)), 'application/json')
  }
  for (const key of ITEMS) await pass(key)
  await logTime(lead, id, 1, { minutes: Math.round(10 * factor) })
  await signStep(lead, id, await shown(lead, id))
  return { admin, lead, token, review: id, tokenId }
}

const aRun = (ctx: TokenCtx, n: number, scale: number, factor = 1) =>
  anUpload(ctx.project.slug, {
    runId: RUN(n),
    commit: `commit ${n} of ${factor}`,
    environment: { ...anUpload('').environment, kernel: `kernel of ${factor}` },
    startedAt: hoursBefore(RUNS - n - 20),
    measurements: measured({ wake: 80 * scale, stt: 150 * scale }),
  })

type Asked = Record<string, (asker: Tenant, of: Tenant) => Promise<unknown>>

/** Every query of the rooms, asked by one tenant for what belongs to one, itself or another. */
export const READS: Asked = {
  listMetrics: ({ token }) => listMetrics(token),
  listMetricRows: ({ token }) => listMetricRows(token),
  getMetricRow: ({ token }) => getMetricRow(token, METRIC),
  getSeries: ({ token }) => getSeries(token, { metric: METRIC }),
  getTargetHistory: ({ token }) => getTargetHistory(token, METRIC),
  getRun: ({ token }) => getRun(token, RUN(1)),
  listRuns: ({ token }) => listRuns(token),
  getOverviewMetrics: ({ token }) => getOverviewMetrics(token),
  listAlerts: ({ token }) => listAlerts(token),
  getReview: ({ token }, of) => getReview(token, of.review),
  getReviewWithNewest: ({ token }, of) => getReviewWithNewest(token, of.review),
  listReviews: ({ token }) => listReviews(token),
  getReviewHeadline: ({ admin }) => getReviewHeadline(admin),
  getReport: ({ token }, of) => getReport(token, of.review),
  listTokens: ({ admin }) => listTokens(admin),
  listMembers: ({ admin }) => listMembers(admin),
}

const later = ({ admin }: Tenant): Ctx => ({ ...admin, now: new Date(admin.now.getTime() + 60_000) })
const junit = '<testsuite name="s"><testcase classname="c" name="t" time="0.1"/></testsuite>'

/** Every verb of the rooms, done by one tenant on what belongs to one. */
export const VERBS: Asked = {
  setTarget: (asker) =>
    setTarget(later(asker), METRIC, {
      unit: 's',
      direction: 'lower',
      target: 1,
      acceptance: 2,
      statistic: 'p50',
    }),
  recordRun: ({ token }) => recordRun(token, bytesOf(aRun(token, 20, 1)), 'application/json'),
  storeRun: ({ token }) =>
    storeRun(token, {
      upload: aRun(token, 21, 1),
      body: bytesOf('x'),
      contentType: 'x',
      format: 'phasegate',
    }),
  importRun: ({ token }) =>
    importRun(token, new TextEncoder().encode(junit), 'text/xml', { format: 'junit', commit: 'x' }),
  createReview: (asker) => createReview(later(asker), smallTemplate, { phase: '7', step: '7.1' }),
  setTemplateTargets: (asker) => setTemplateTargets(later(asker), performanceReview),
  decideItem: ({ lead }, of) => decideItem(lead, of.review, 'hot-paths', { decision: 'fail' }),
  confirmSigner: async ({ lead }, of) => confirmSigner(lead, await shown(of.lead, of.review)),
  signItem: async ({ lead }, of) =>
    signItem(lead, of.review, 'hot-paths', await shown(of.lead, of.review, 'hot-paths')),
  signStep: async ({ lead }, of) => signStep(lead, of.review, await shown(of.lead, of.review)),
  logTime: ({ lead }, of) => logTime(lead, of.review, 2, { minutes: 5 }),
  finishStrategyStep: ({ lead }, of) => finishStrategyStep(lead, of.review, 3),
  createToken: (asker) => createToken(later(asker), { name: 'another' }),
  revokeToken: (asker, of) => revokeToken(later(asker), { id: of.tokenId }),
  createUser: (asker) => createUser(later(asker), { ...USER, email: `${crypto.randomUUID()}@example.org` }),
  createProject: (asker) => createProject(later(asker), { slug: 'twin', name: 'Twin' }),
}
const USER = { name: 'New', role: 'viewer', password: 'long enough' } as const

/** Those whose subject is given by an id that could be another tenant's. */
export const BY_ID = [
  'getReview',
  'getReviewWithNewest',
  'getReport',
  'decideItem',
  'signItem',
  'signStep',
  'logTime',
  'finishStrategyStep',
  'revokeToken',
]

const TABLES = [
  'metrics',
  'targets',
  'environments',
  'runs',
  'run_bodies',
  'series',
  'measurements',
  'alerts',
  'reviews',
  'review_items',
  'item_decisions',
  'review_steps',
  'time_entries',
  'signatures',
  'report_revisions',
  'api_tokens',
  'audit_events',
  'audit_heads',
]

/** Every row of the tenant's project, and of its organisation. */
export async function dump({ admin: { project, organisation } }: Tenant): Promise<Record<string, string[]>> {
  const rows = async (query: string, id: string) =>
    (await sql.unsafe<{ row: string }[]>(query, [id])).map((r) => r.row).toSorted()
  const out: Record<string, string[]> = {}
  for (const table of TABLES)
    out[table] = await rows(`select t::text as row from ${table} t where project_id = $1`, project.id)
  out.projects = await rows(
    'select t::text as row from projects t where organisation_id = $1',
    organisation.id,
  )
  out.memberships = await rows(
    'select t::text as row from memberships t where organisation_id = $1',
    organisation.id,
  )
  return out
}
