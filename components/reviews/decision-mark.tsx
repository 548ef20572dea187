import { Icon } from '@/components/ui/icon'
import { ChangeMark, Mark, type Meaning } from '@/components/ui/mark'
import type { DecisionWord } from '@/lib/core/evidence'
import { DECISION_WORD } from '@/lib/core/stale'
import type { ItemView } from '@/lib/reviews/rows'

const MEANING: Record<Exclude<DecisionWord, 'not_applicable'>, Meaning> = {
  pass: 'met',
  fail: 'missed',
  waived: 'acceptable',
}

/** ● pass, ■ fail, ◐ waived, – not applicable, ○ undecided; always beside the word, or with it for those who hear the page. */
export function DecisionMark({ decision }: { decision: DecisionWord | null }) {
  if (decision === 'not_applicable') return <ChangeMark change="stable" />
  return <Mark meaning={decision === null ? 'none' : MEANING[decision]} />
}

export function DecisionText({ decision }: { decision: DecisionWord }) {
  return (
    <span className="inline-flex items-center gap-1.5 font-medium whitespace-nowrap">
      <DecisionMark decision={decision} />
      {DECISION_WORD[decision]}
    </span>
  )
}

/** What is true of the item beside its decision: a check when its signature holds, the word when it is stale. */
export function ItemStateMark({ item }: { item: ItemView }) {
  const { decision, state } = item
  const said = [
    decision && DECISION_WORD[decision.decision],
    (state === 'signed' || state === 'stale') && state,
  ]
    .filter(Boolean)
    .map((word) => `, ${word}`)
  return (
    <>
      {state === 'signed' && <Icon name="check" className="mt-0.5 size-4 text-met" />}
      {state === 'stale' && (
        <span aria-hidden="true" className="text-xs leading-5 text-none">
          stale
        </span>
      )}
      <span className="sr-only">{said.join('')}</span>
    </>
  )
}
