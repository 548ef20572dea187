import { notFound } from 'next/navigation'
import { getReport, isReportFile, reportFile } from '@/lib/reports/queries'
import { orNotFound, type ProjectParams, pageContext } from '../../../../page-context'

type Props = { params: Promise<ProjectParams & { review: string; file: string }> }

/** A file of the report for a member's browser; who is not signed in signs in first, a stranger finds nothing. */
export async function GET(request: Request, { params }: Props) {
  const { review, file } = await params
  if (!isReportFile(file)) notFound()
  const { search, searchParams } = new URL(request.url)
  const ctx = await pageContext(params, `/reviews/${review}/report/${file}${search}`)
  const revision = searchParams.get('revision')
  const report = await orNotFound(getReport(ctx, review, revision === null ? undefined : Number(revision)))
  return reportFile(report, file, { download: true })
}
