import Link from 'next/link'
import { Notice } from '@/components/ui/notice'
import { AbsoluteTime } from '@/components/ui/time'

type Props = {
  /** null: how things stand now */
  shown: number | null
  /** newest first */
  revisions: { revision: number; createdAt: Date }[]
  status: 'open' | 'signed' | 'stale'
  reasons: string[]
  path: string
  reviewPath: string
}

/** Whether what is shown was signed, and whether that still holds; nothing when it was and does. */
export function ReportNotice({ shown, revisions, status, reasons, path, reviewPath }: Props) {
  const newest = revisions[0]?.revision ?? null
  const review = (words: string) => (
    <Link href={reviewPath} className="link">
      {words}
    </Link>
  )
  const why = reasons.length > 0 && <>: {reasons.join('; ')}</>
  if (shown === null && status === 'open')
    return (
      <Notice>
        Not signed. This shows how the review stands now and changes with it; {review('signing the step')}{' '}
        freezes it.
      </Notice>
    )
  if (shown === null)
    return (
      <Notice>
        The signature under the step no longer holds{why}. This shows how things stand now; the step must be{' '}
        {review('signed again')}.
      </Notice>
    )
  const at = revisions.find((r) => r.revision === shown)?.createdAt
  const signed = (
    <>
      Revision {shown} is as it was signed
      {at && (
        <>
          {' '}
          on <AbsoluteTime at={at} />
        </>
      )}
      .
    </>
  )
  if (shown !== newest)
    return (
      <Notice>
        {signed} It was superseded by{' '}
        <Link href={`${path}?revision=${newest}`} className="link">
          revision {newest}
        </Link>
        .
      </Notice>
    )
  if (status !== 'stale') return null
  return (
    <Notice>
      {signed} The signature no longer holds{why}.{' '}
      <Link href={path} className="link">
        See how things stand now
      </Link>
      .
    </Notice>
  )
}
