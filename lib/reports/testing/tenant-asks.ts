import { changeAlerts } from '../../alerts/change-alerts'
import {
  countLiveAlerts,
  getAlert,
  getAlertSteps,
  listAlertedMetrics,
  listAlerts,
} from '../../alerts/queries'
import { performanceReview } from '../../core/template'
import { sql } from '../../db/sql'
import { bytesOf } from '../../db/testing/fixtures'
import { readChanges } from '../../metrics/change-points'
import { getMetricRow, listMetricRows } from '../../metrics/metric-rows'
import { getSeries, getTargetHistory, listMetrics } from '../../metrics/queries'
import { setTarget } from '../../metrics/set-target'
import type { Ctx } from '../../projects/context'
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
import { shown, smallTemplate } from '../../reviews/testing/scene'
import { choose, readCandidates, type Sides } from '../../runs/compare-candidates'
import { listCompareChoices } from '../../runs/compare-choices'
import { compareRuns } from '../../runs/compare-runs'
import { readEarlier, readValues } from '../../runs/compare-values'
import { importRun } from '../../runs/import-run'
import { getOverviewMetrics, getRun, listRuns } from '../../runs/queries'
import { recordRun, storeRun } from '../../runs/record-run'
import { getReport } from '../queries'
import { signStep } from '../sign-step'
import { aRun, METRIC, RUN, type Tenant } from './tenant'

type Asked = Record<string, (asker: Tenant, of: Tenant) => Promise<unknown>>

/** Named by ids that every tenant has runs of. */
const SIDES: Sides = { base: { kind: 'run', id: RUN(9) }, head: { kind: 'run', id: RUN(10) } }

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
  compareRuns: ({ token }) => compareRuns(token, SIDES),
  listCompareChoices: ({ token }) => listCompareChoices(token),
  readCandidates: ({ token }) => readCandidates(token, SIDES),
  readValues: async ({ token }) => readValues(token, await readCandidates(token, SIDES)),
  readEarlier: async ({ token }) => readEarlier(token, choose(await readCandidates(token, SIDES), SIDES)),
  listAlerts: ({ token }) => listAlerts(token),
  // Equal counts are no sign of a mix-up; one that grows with the neighbours is.
  countLiveAlerts: async ({ token }) => [token.project.slug, await countLiveAlerts(token)],
  getAlert: ({ token }, of) => getAlert(token, of.alert),
  getAlertSteps: async ({ token }, of) => [...(await getAlertSteps(token, [of.alert]))],
  listAlertedMetrics: async ({ token }) => [token.project.id, ...(await listAlertedMetrics(token))],
  readChanges: async ({ token }) => {
    const ids = await sql<
      { id: string }[]
    >`select id from series where project_id = ${token.project.id} order by id`
    const metric = await getMetricRow(token, METRIC)
    const found = await readChanges(
      token,
      metric,
      ids.map((s) => s.id),
    )
    return [...found.values()].flat()
  },
  getReview: ({ token }, of) => getReview(token, of.review),
  getReviewWithNewest: ({ token }, of) => getReviewWithNewest(token, of.review),
  listReviews: ({ token }) => listReviews(token),
  getReviewHeadline: ({ admin }) => getReviewHeadline(admin),
  getReport: async ({ token }, of) => [
    await getReport(token, of.review),
    await getReport(token, of.review, 1),
  ],
  listTokens: ({ admin }) => listTokens(admin),
  listMembers: ({ admin }) => listMembers(admin),
}

/** The small template and one metric that was measured before any review knew it. */
const withEndToEnd = {
  ...smallTemplate,
  metrics: performanceReview.metrics.filter(
    (m) => m.metric === 'e2e_latency' || smallTemplate.metrics.includes(m),
  ),
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
  changeAlerts: ({ lead }, of) => changeAlerts(lead, { action: 'comment', ids: [of.alert], note: 'seen' }),
  createReview: (asker) => createReview(later(asker), withEndToEnd, { phase: '7', step: '7.1' }),
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
  'getAlert',
  'changeAlerts',
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
