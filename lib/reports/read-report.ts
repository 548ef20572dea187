import type { ReportData } from '../core/report'
import type { EnvironmentDetails } from '../core/wire'
import type { ReadCtx } from '../projects/context'
import { type Query, readNewest } from '../reviews/newest'
import type { ReviewView, SignatureView } from '../reviews/rows'

type Place = Pick<ReadCtx, 'organisation' | 'project'>
type Signature = NonNullable<ReportData['stepSignature']>
type RunRow = {
  id: string
  commit: string
  branch: string
  startedAt: Date
  environment: EnvironmentDetails
  digest: string
}

/** All that a report says of a review, in two statements more than the review itself took. */
export async function readReport(q: Query, place: Place, review: ReviewView): Promise<ReportData> {
  const { organisation, project } = place
  const { template } = review
  const names = template.metrics.map((m) => m.metric)
  const [metrics, run] = await Promise.all([
    readNewest(q, project.id, review.branch, names),
    readRun(q, project.id, review.branch),
  ])
  return {
    project: { organisation: organisation.name, slug: project.slug, name: project.name },
    review: {
      phase: review.phase,
      step: review.step,
      title: review.title,
      date: review.startedAt.toISOString(),
      status: review.status,
      plannedMinutes: review.plannedMinutes,
      spentMinutes: review.spentMinutes,
      budgetMinutes: template.budgetMinutes,
      objectives: template.objectives.map((o) => `${o.title}: ${o.detail}`),
      strategy: review.steps.map(({ title, detail, plannedMinutes, spentMinutes, doneAt }) => ({
        title,
        detail,
        plannedMinutes,
        spentMinutes,
        done: doneAt !== null,
      })),
      deliverables: template.deliverables.map((d) => ({ name: d.name, detail: d.contents.join(', ') })),
    },
    run,
    metrics: metrics.map(({ definition, measured }) => ({
      metric: definition.metric,
      title: definition.title,
      verdict: measured?.verdict ?? null,
      definition,
      baseline: measured?.verdict.baseline ?? null,
      quantiles: measured?.quantiles.length ? measured.quantiles : null,
      samples: measured?.samples ?? 0,
      simulatedBaseline: measured?.simulatedBaseline ?? false,
    })),
    sections: review.sections.map(({ title, items }) => ({
      title,
      items: items.map((item) => ({
        key: item.key,
        title: item.title,
        decision: item.decision?.decision ?? null,
        reason: item.decision?.reason ?? null,
        proposal: item.proposal.sentence,
        signature: signatureOf(item.signature),
      })),
    })),
    stepSignature: signatureOf(review.signature),
  }
}

/** The newest run on the branch that may serve as evidence. */
async function readRun(q: Query, projectId: string, branch: string): Promise<ReportData['run']> {
  const [row] = await q<RunRow[]>`
    select id, commit, branch, started_at as "startedAt", environment, digest from runs
    where project_id = ${projectId} and branch = ${branch} and admissible and not simulated
    order by started_at desc, id desc limit 1`
  if (!row) return null
  const { environment, startedAt, ...run } = row
  const { name, ...details } = environment
  return {
    ...run,
    startedAt: startedAt.toISOString(),
    environment: { name, details },
    admissible: true,
    simulated: false,
  }
}

const signatureOf = (s: SignatureView | null): Signature | null =>
  s && {
    name: s.name,
    meaning: s.meaning,
    at: s.at.toISOString(),
    digest: s.digest,
    stale: s.stale,
    reasons: s.reasons,
  }
