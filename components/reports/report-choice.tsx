import { FilterLinks, hrefWith } from '@/components/ui/filter-links'

export const FILE_NAMES = {
  summary: 'PERFORMANCE_REVIEW_SUMMARY.md',
  metrics: 'PERFORMANCE_METRICS.md',
} as const
export type ReportFileKey = keyof typeof FILE_NAMES

const LABEL: Record<ReportFileKey, string> = { summary: 'Summary', metrics: 'Metrics' }

type Props = {
  /** address of the report page */
  path: string
  file: ReportFileKey
  /** what the address asks for; undefined: whatever counts now */
  asked: string | undefined
  /** what is shown; null: how things stand now */
  shown: number | null
  /** newest first */
  revisions: { revision: number; createdAt: Date }[]
  /** while the newest signature holds, how things stand now is what was signed */
  signed: boolean
}

/** Which of the two files, and which revision of it; the address is the state. */
export function ReportChoice({ path, file, asked, shown, revisions, signed }: Props) {
  const frozen = revisions.map(({ revision, createdAt }) => ({
    label: `${revision}, signed ${createdAt.toISOString().slice(0, 10)}`,
    href: hrefWith(path, { file: file === 'summary' ? undefined : file, revision: String(revision) }),
    current: revision === shown,
  }))
  const now = {
    label: 'As it stands now',
    href: hrefWith(path, { file: file === 'summary' ? undefined : file }),
    current: shown === null,
  }
  return (
    <div data-print="hidden" className="mb-4 flex flex-wrap items-center gap-x-6 gap-y-2">
      <FilterLinks
        label="File"
        choices={(['summary', 'metrics'] as const).map((key) => ({
          label: LABEL[key],
          href: hrefWith(path, { file: key === 'summary' ? undefined : key, revision: asked }),
          current: key === file,
        }))}
      />
      {revisions.length > 0 && <FilterLinks label="Revision" choices={signed ? frozen : [now, ...frozen]} />}
    </div>
  )
}
