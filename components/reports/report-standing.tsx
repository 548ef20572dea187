import { Badge } from '@/components/ui/badge'

type Props = {
  /** null: how things stand now */
  shown: number | null
  /** newest first */
  revisions: { revision: number }[]
  status: 'open' | 'signed' | 'stale'
}

/** In two words: what is shown, and whether a signature holds over it. */
export function ReportStanding({ shown, revisions, status }: Props) {
  if (shown === null)
    return <Badge meaning="none">{status === 'stale' ? 'not as signed' : 'not signed'}</Badge>
  const newest = shown === revisions[0]?.revision
  return (
    <>
      <Badge meaning={newest && status === 'signed' ? 'met' : 'none'}>
        {!newest ? 'superseded' : status === 'signed' ? 'signed' : 'stale'}
      </Badge>
      <span className="text-sm text-ink-2">revision {shown}</span>
    </>
  )
}
