import { agentCommands } from '@/components/projects/agent-commands'
import { PrintButton } from '@/components/reports/print-button'
import { FILE_NAMES, ReportChoice } from '@/components/reports/report-choice'
import { ReportNotice } from '@/components/reports/report-notice'
import { ReportSheet } from '@/components/reports/report-sheet'
import { ReportStanding } from '@/components/reports/report-standing'
import { ButtonLink, FileLink } from '@/components/ui/button'
import { Panel } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { hrefWith, oneOfEach } from '@/components/ui/filter-links'
import { PageHeader } from '@/components/ui/page-header'
import { baseUrl } from '@/lib/env'
import { getReport, sha256Of } from '@/lib/reports/queries'
import { evidenceOf } from '@/lib/reviews/headline'
import { baseOf, orNotFound, type ProjectParams, pageContext } from '../../../page-context'

type Props = {
  params: Promise<ProjectParams & { review: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export const metadata = { title: 'Report' }

export default async function ReportPage({ params, searchParams }: Props) {
  const [{ review: id }, asked] = await Promise.all([params, searchParams.then(oneOfEach)])
  const ctx = await pageContext(params, hrefWith(`/reviews/${id}/report`, asked))
  const report = await orNotFound(getReport(ctx, id, asked.revision ? Number(asked.revision) : undefined))
  const { review, revision } = report
  const reviewPath = `${baseOf(ctx)}/reviews/${review.id}`
  const path = `${reviewPath}/report`
  const file = asked.file === 'metrics' ? 'metrics' : 'summary'
  const choice = { path, shown: revision, revisions: review.revisions }
  const download = (key: keyof typeof FILE_NAMES) =>
    hrefWith(`${path}/${FILE_NAMES[key]}`, { revision: revision?.toString() })
  return (
    <div className="mx-auto max-w-[210mm] print:max-w-none">
      <div data-print="hidden">
        <PageHeader
          trail={[
            { label: 'Reviews', href: `${baseOf(ctx)}/reviews` },
            { label: `Phase ${review.phase}, step ${review.step}`, href: reviewPath },
          ]}
          title="Report"
          badges={<ReportStanding shown={revision} revisions={review.revisions} status={review.status} />}
          actions={
            <>
              <ButtonLink look="quiet" href={reviewPath}>
                Open the review
              </ButtonLink>
              <PrintButton />
              <FileLink href={download('summary')} aria-label={`Download summary, ${FILE_NAMES.summary}`}>
                Download summary
              </FileLink>
              <FileLink href={download('metrics')} aria-label={`Download metrics, ${FILE_NAMES.metrics}`}>
                Download metrics
              </FileLink>
            </>
          }
        />
      </div>
      <ReportChoice {...choice} file={file} asked={asked.revision} signed={review.status === 'signed'} />
      <div data-print="hidden" className="mb-4 flex flex-col gap-4">
        <ReportNotice
          {...choice}
          status={review.status}
          reasons={review.signature?.reasons ?? []}
          reviewPath={reviewPath}
        />
        {revision === null && evidenceOf(review).length === 0 && (
          <Panel padded={false}>
            <EmptyState command={agentCommands(baseUrl(), ctx.project.slug).upload}>
              Nothing has been measured on {review.branch} that could serve as evidence, so the report has no
              numbers yet. Upload a run:
            </EmptyState>
          </Panel>
        )}
      </div>
      <ReportSheet text={report[file]} name={FILE_NAMES[file]} sha256={sha256Of(report[file])} />
    </div>
  )
}
