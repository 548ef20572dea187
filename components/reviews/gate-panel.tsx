import Link from 'next/link'
import { Panel } from '@/components/ui/card'
import { Mark } from '@/components/ui/mark'
import type { Missing } from '@/lib/core/gate'
import type { FormAction } from '@/lib/http/action'
import type { ItemView, ReviewView } from '@/lib/reviews/rows'
import { itemHref, metricHref, type ReviewPlace } from './place'
import { SignatureForm } from './signature-form'

type Props = {
  what: 'item' | 'step'
  /** key of the item; null for the step */
  current: string | null
  subject: Pick<ItemView | ReviewView, 'gate' | 'digest' | 'signature'>
  place: ReviewPlace
  name: string
  action: FormAction
  next: { href: string; title: string } | null
}

/** Whether it can be signed, and by whom, or what is missing; for those who may, the form. */
export function GatePanel({ what, current, subject, place, name, action, next }: Props) {
  const { gate, signature, digest } = subject
  const holds = signature !== null && !signature.stale
  const missing = gate.allowed || holds ? [] : gate.missing
  const open = gate.allowed && !holds
  const title = holds ? 'Signed' : open ? 'Can be signed' : 'Cannot be signed yet'
  return (
    <Panel
      id="signature"
      title={
        <span className="inline-flex items-center gap-2">
          <Mark meaning={holds || open ? 'met' : 'none'} />
          {title}
        </span>
      }
      note={missing.length > 1 ? `${missing.length} missing` : undefined}
    >
      <div className="flex flex-col gap-3">
        {holds && (
          <p className="text-sm text-ink-2">
            The signature holds. It becomes stale by itself when the evidence changes.
          </p>
        )}
        {missing.length > 0 && <MissingList missing={missing} current={current} place={place} />}
        {open && !place.may.sign && <Signers place={place} />}
        {place.may.sign && (
          <SignatureForm
            key={current}
            action={action}
            what={what}
            digest={digest}
            name={name}
            open={open}
            next={next}
          />
        )}
      </div>
    </Panel>
  )
}

function Signers({ place: { signers, role } }: { place: ReviewPlace }) {
  return (
    <p className="text-sm text-ink-2">
      {signers.length > 0 ? `By ${signers.join(', ')}.` : 'Nobody here is a lead or an admin yet.'} Leads and
      admins sign; you are a {role} here.
    </p>
  )
}

const FIRST = 8

type MissingProps = { missing: Missing[]; current: string | null; place: ReviewPlace }

function MissingList({ missing, current, place }: MissingProps) {
  const entries = missing.map((m) => (
    <li key={`${m.item}${m.metric}${m.text}`} className="py-1 text-sm">
      <Link href={hrefOf(m, current, place)} prefetch={false} className="link wrap-anywhere">
        {m.text}
      </Link>
    </li>
  ))
  return (
    <div>
      <ul className="-my-1">{entries.slice(0, FIRST)}</ul>
      {entries.length > FIRST && (
        <details className="mt-2">
          <summary className="text-sm text-ink-2 hover:text-ink">and {entries.length - FIRST} more</summary>
          <ul className="mt-1">{entries.slice(FIRST)}</ul>
        </details>
      )}
    </div>
  )
}

/** To the metric that lacks evidence, to the item, or on its own page to where it is decided. */
function hrefOf({ item, metric }: Missing, current: string | null, { base, path }: ReviewPlace) {
  if (metric !== undefined) return metricHref(base, metric)
  return item === current ? '#decision' : itemHref(path, item!)
}
