import type { ReportData, ReportRun, ReportSignature } from '../core/report'
import type { ReadCtx } from '../projects/context'
import type { Newest, Query } from '../reviews/newest'
import type { ReviewView, SignatureView } from '../reviews/rows'
import { whyNoEvidence } from '../reviews/standings'

type Place = Pick<ReadCtx, 'organisation' | 'project'>
type RunRow = Omit<ReportRun, 'startedAt'> & { startedAt: Date }

type Given = { review: ReviewView; newest: Newest[]; revision: number | null }

/** All that a report says of a review, in one statement more than the review itself took. */
export async function readReport(
  q: Query,
  { organisation, project }: Place,
  { review, newest, revision }: Given,
): Promise<ReportData> {
  const { template, branch } = review
  const ids = new Set(newest.flatMap((m) => m.measured?.run ?? []))
  const runs = await readRuns(q, project.id, [...ids])
  return {
    project: { organisation: organisation.name, slug: project.slug, name: project.name },
    revision,
    review: {
      id: review.id,
      branch,
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
    runs,
    metrics: newest.map(({ definition, measured, refused }) => ({
      metric: definition.metric,
      title: definition.title,
      verdict: measured?.verdict ?? null,
      why: whyNoEvidence({ measured, refused }, branch),
      run: measured?.run ?? null,
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
        expiresAt: item.decision?.expiresAt ?? null,
        proposal: item.proposal.sentence,
        signature: signatureOf(item.signature),
      })),
    })),
    stepSignature: signatureOf(review.signature),
  }
}

async function readRuns(q: Query, projectId: string, ids: string[]): Promise<ReportRun[]> {
  const rows = await q<RunRow[]>`
    select id, commit, branch, started_at as "startedAt", environment, digest from runs
    where project_id = ${projectId} and id = any(${ids}::uuid[]) order by started_at desc, id desc`
  return rows.map((run) => ({ ...run, startedAt: run.startedAt.toISOString() }))
}

const signatureOf = (s: SignatureView | null): ReportSignature | null =>
  s && {
    name: s.name,
    meaning: s.meaning,
    at: s.at.toISOString(),
    digest: s.digest,
    stale: s.stale,
    reasons: s.reasons,
  }
