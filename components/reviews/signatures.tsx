import { Badge, StaleBadge } from '@/components/ui/badge'
import { Panel } from '@/components/ui/card'
import { Digest } from '@/components/ui/digest'
import { RelativeTime } from '@/components/ui/time'
import type { SignatureView } from '@/lib/reviews/rows'

type Props = { signature: SignatureView | null; superseded: SignatureView[]; now: Date }

/** The signature that counts and the earlier ones, each valid or stale with its reasons. */
export function Signatures({ signature, superseded, now }: Props) {
  return (
    <Panel title="Signatures" padded={false}>
      {signature ? (
        <Signature signature={signature} now={now} />
      ) : (
        <p className="px-4 py-3 text-sm text-ink-2">Nobody has signed yet.</p>
      )}
      {superseded.length > 0 && (
        <details className="border-t border-line">
          <summary className="px-4 py-2 text-sm text-ink-2 hover:text-ink">
            {superseded.length === 1 ? '1 earlier signature' : `${superseded.length} earlier signatures`}
          </summary>
          <ul>
            {superseded.map((s) => (
              <li key={s.id} className="border-t border-line">
                <Signature signature={s} now={now} earlier />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  )
}

function Signature({
  signature: s,
  now,
  earlier,
}: {
  signature: SignatureView
  now: Date
  earlier?: boolean
}) {
  return (
    <div className="px-4 py-3 text-sm">
      <p className="flex items-start justify-between gap-3">
        <span className="min-w-0 text-base font-medium wrap-anywhere">{s.name}</span>
        {earlier ? (
          <Badge meaning="none">superseded</Badge>
        ) : s.stale ? (
          <StaleBadge />
        ) : (
          <Badge meaning="met">valid</Badge>
        )}
      </p>
      <p className="text-ink-2">
        {s.meaning}, <RelativeTime at={s.at} now={now} />
      </p>
      <p className="text-xs text-ink-3">account of {s.signer}</p>
      <p className="mt-1">
        <Digest digest={s.digest} label={`Copy the digest that ${s.name} signed`} />
      </p>
      {!earlier && s.stale && (
        <ul className="mt-2 flex flex-col gap-1 border-l-2 border-line-strong pl-3 text-ink-2">
          {s.reasons.map((reason) => (
            <li key={reason} className="wrap-anywhere">
              {reason}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
