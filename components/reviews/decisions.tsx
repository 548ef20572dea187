import { Panel } from '@/components/ui/card'
import { Notice } from '@/components/ui/notice'
import { AbsoluteTime, RelativeTime } from '@/components/ui/time'
import type { FormAction } from '@/lib/http/action'
import type { DecisionView, ItemView } from '@/lib/reviews/rows'
import { DecisionForm } from './decision-form'
import { DecisionText } from './decision-mark'
import type { ReviewPlace } from './place'

const DAY = 86_400_000
const dayOf = (time: number) => new Date(time).toISOString().slice(0, 10)
const PROPOSED = { pass: 'met', fail: 'missed', undecided: 'none' } as const

type Props = { item: ItemView; place: ReviewPlace; action: FormAction }

/** What the evidence speaks for, what was decided, and for those who may, the form to decide. */
export function DecisionPanel({ item, place, action }: Props) {
  const { decision, proposal, state } = item
  const waiver = { first: dayOf(place.now.getTime()), last: dayOf(place.now.getTime() + 365 * DAY) }
  return (
    <Panel id="decision" title="Decision">
      <div className="flex flex-col gap-4">
        <div role="status" className="flex flex-col gap-4">
          <Notice meaning={PROPOSED[proposal.proposal]}>
            <span className="font-medium">
              {proposal.proposal === 'undecided'
                ? 'The evidence does not decide.'
                : `The evidence speaks for ${proposal.proposal}.`}
            </span>{' '}
            {proposal.sentence}
          </Notice>
          {decision && <Decided decision={decision} now={place.now} />}
        </div>
        {!place.may.decide && !decision && (
          <p className="text-sm text-ink-2">
            Not decided yet. Members, leads and admins decide; you are a {place.role} here.
          </p>
        )}
        {place.may.decide && (
          <DecisionForm
            key={item.key}
            action={action}
            waiver={waiver}
            before={state}
            open={!item.gate.allowed}
          />
        )}
      </div>
    </Panel>
  )
}

function Decided({ decision, now }: { decision: DecisionView; now: Date }) {
  return (
    <div className="text-base">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <DecisionText decision={decision.decision} />
        <span className="text-sm text-ink-3">
          by {decision.by}, <RelativeTime at={decision.at} now={now} />
        </span>
      </p>
      <Grounds decision={decision} now={now} />
    </div>
  )
}

function Grounds({ decision: { reason, expiresAt }, now }: { decision: DecisionView; now: Date }) {
  return (
    <>
      {reason && <p className="mt-1 max-w-[72ch] text-sm text-ink-2 wrap-anywhere">{reason}</p>}
      {expiresAt && (
        <p className="mt-1 text-xs text-ink-3">
          {new Date(expiresAt) <= now ? 'Expired' : 'Expires'} <RelativeTime at={expiresAt} now={now} />, at{' '}
          <AbsoluteTime at={expiresAt} />
        </p>
      )}
    </>
  )
}

/** Every decision but the one that counts, newest first. */
export function DecisionHistory({ decisions, now }: { decisions: DecisionView[]; now: Date }) {
  const [, ...earlier] = decisions
  if (earlier.length === 0) return null
  return (
    <Panel title="Earlier decisions" padded={false}>
      <ul>
        {earlier.map((d) => (
          <li key={d.at.toISOString()} className="border-b border-line px-4 py-2.5 last:border-b-0">
            <Decided decision={d} now={now} />
          </li>
        ))}
      </ul>
    </Panel>
  )
}
