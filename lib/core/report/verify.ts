import { code, heading, type Markdown, md, numbered, paragraph } from '../markdown'
import type { ReportData, ReportRun } from '../report'

/** How someone who trusts no text checks what the summary says. */
export const verifySummary = (data: ReportData): string[] =>
  section([...evidence(data.runs), ...signOff(data), ...text(data), ...chain(data)])

/** The same for the measurements alone. */
export const verifyMetrics = (data: ReportData): string[] => section([...evidence(data.runs), ...text(data)])

const section = (steps: Markdown[]): string[] => [
  heading(2, md`How to verify`),
  ...(steps.length
    ? [
        paragraph(
          md`Ask the server that wrote this, with a token of the project that may read, and compare.`,
        ),
        numbered(steps),
      ]
    : [paragraph(md`There is nothing to verify yet: nothing has been measured and nothing signed.`)]),
]

function evidence([newest, ...earlier]: readonly ReportRun[]): Markdown[] {
  if (!newest) return []
  const others =
    earlier.length === 0
      ? ''
      : ` PERFORMANCE_METRICS.md has ${earlier.length === 1 ? 'the digest of the earlier run' : `the digests of the ${earlier.length} earlier runs`}, too.`
  return [
    md`**The evidence.** \`GET\` ${code(`/api/v1/runs/${newest.id}`)} must answer with the \`digest\` ${code(newest.digest)}. It covers the upload byte for byte, the machine, the commit and the verdicts.${others}`,
  ]
}

function signOff({ review, stepSignature }: ReportData): Markdown[] {
  if (!stepSignature) return []
  return [
    md`**The sign-off.** \`GET\` ${code(`/api/v1/reviews/${review.id}`)} must answer with a \`signature\` whose \`digest\` is ${code(stepSignature.digest)}. While it holds, its \`stale\` is false, and the \`digest\` of the review itself, computed anew from what is there, is the same.`,
  ]
}

function text({ review, revision }: ReportData): Markdown[] {
  if (revision === null) return []
  return [
    md`**This text.** \`GET\` ${code(`/api/v1/reviews/${review.id}`)} lists the \`revisions\` of this report. The \`digest\` of revision ${revision} is the SHA-256 of the JSON \`{"metrics":…,"summary":…}\`, which holds both files. The report page shows the SHA-256 of each, to compare with \`sha256sum\`.`,
  ]
}

const chain = ({ project, stepSignature }: ReportData): Markdown[] =>
  stepSignature
    ? [
        md`**The record.** On the server, \`npm run admin -- verify-audit --project ${project.slug}\` checks that no entry of the audit chain was changed since, and every signature is one.`,
      ]
    : []
