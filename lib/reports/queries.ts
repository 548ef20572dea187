import { createHash } from 'node:crypto'
import type { ReportData } from '../core/report'
import { metricsMarkdown, summaryMarkdown } from '../core/report-markdown'
import { sql } from '../db/sql'
import { notFound, type ReadCtx } from '../projects/context'
import { getReviewWithNewest } from '../reviews/queries'
import type { ReviewView } from '../reviews/rows'
import { readReport } from './read-report'

type Texts = {
  /** PERFORMANCE_REVIEW_SUMMARY.md */
  summary: string
  /** PERFORMANCE_METRICS.md */
  metrics: string
  /** which frozen revision this is; null for a report of how things stand now */
  revision: number | null
}
/** `review` is how the review stands now, also beside a revision that was frozen long ago. */
export type Report = Texts & { review: ReviewView }

/**
 * The report of a review: frozen as it was signed while that signature holds, as things stand now before it and after. `revision` asks for
 * a frozen one whatever happened since.
 */
export async function getReport(ctx: ReadCtx, id: string, revision?: number): Promise<Report> {
  const { review, newest } = await getReviewWithNewest(ctx, id)
  const wanted = revision ?? (review.status === 'signed' ? review.revisions[0]?.revision : undefined)
  if (wanted !== undefined) return { review, ...(await getRevision(ctx, id, wanted)) }
  const data = await readReport(sql, ctx, { review, newest, revision: null })
  return { review, ...textsOf(data) }
}

const textsOf = (data: ReportData): Texts => ({
  summary: summaryMarkdown(data),
  metrics: metricsMarkdown(data),
  revision: data.revision,
})

async function getRevision({ project }: ReadCtx, review: string, revision: number): Promise<Texts> {
  if (!Number.isInteger(revision) || revision < 1 || revision > 1_000_000) throw notFound()
  const [row] = await sql<Texts[]>`
    select summary, metrics, revision from report_revisions
    where project_id = ${project.id} and review_id = ${review} and revision = ${revision}`
  if (!row) throw notFound()
  return row
}

/** The two files of a report, by the names under which they are delivered. */
export const REPORT_FILES = {
  'PERFORMANCE_REVIEW_SUMMARY.md': 'summary',
  'PERFORMANCE_METRICS.md': 'metrics',
} as const
export type ReportFile = keyof typeof REPORT_FILES
export const isReportFile = (name: string): name is ReportFile => Object.hasOwn(REPORT_FILES, name)

/** What `sha256sum` says of a file of these words. */
export const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex')

/** A report's file as an answer; `download` has the browser keep it under its name. */
export function reportFile(report: Texts, name: ReportFile, { download = false } = {}): Response {
  return new Response(report[REPORT_FILES[name]], {
    headers: {
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': `${download ? 'attachment' : 'inline'}; filename="${name}"`,
      'cache-control': 'private, no-cache',
      'x-content-type-options': 'nosniff',
    },
  })
}
