import { notAllowed, route } from '@/lib/http/route'
import { getTokenContext } from '@/lib/projects/context'
import { getReport, reportFile } from '@/lib/reports/queries'

export const GET = route<{ id: string }>(async (request, { id }) => {
  const report = await getReport(await getTokenContext(request, 'read'), id)
  return reportFile(report, 'PERFORMANCE_REVIEW_SUMMARY.md')
})
export const { POST, PUT, PATCH, DELETE } = notAllowed('GET')
