'use client'
import { useActionState, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input, TextArea } from '@/components/ui/field'
import { Key } from '@/components/ui/key'
import { Notice } from '@/components/ui/notice'
import type { DecisionWord } from '@/lib/core/evidence'
import { DECISION_WORD } from '@/lib/core/stale'
import type { FormAction } from '@/lib/http/action'
import type { ItemState } from '@/lib/reviews/rows'
import { DecisionMark } from './decision-mark'

const CHOICES: { decision: DecisionWord; key: string; verb: string }[] = [
  { decision: 'pass', key: 'p', verb: 'Pass item' },
  { decision: 'fail', key: 'f', verb: 'Fail item' },
  { decision: 'not_applicable', key: 'n', verb: 'Mark not applicable' },
  { decision: 'waived', key: 'w', verb: 'Waive item' },
]

type Props = {
  action: FormAction
  /** the first and the last day until which a waiver may hold */
  waiver: { first: string; last: string }
  /** what a decision would follow upon */
  before: ItemState
  /** unfolded from the start, because the item waits for it */
  open: boolean
}

const AGAIN: Record<ItemState, string> = {
  undecided: 'Decide',
  decided: 'Decide again',
  signed: 'Decide again; another decision makes the signature stale',
  stale: 'Decide again',
}

export function DecisionForm({ action, waiver, before: state, open }: Props) {
  const box = useRef<HTMLDetailsElement>(null)
  const [chosen, setChosen] = useState<DecisionWord | null>(null)
  const [reason, setReason] = useState('')
  const [until, setUntil] = useState('')
  const [result, submit, busy] = useActionState(async (before: unknown, form: FormData) => {
    const answer = await action(before, form)
    if (answer.ok) {
      setChosen(null)
      setReason('')
      setUntil('')
      if (box.current) box.current.open = false
      box.current?.querySelector('summary')?.focus()
    }
    return answer
  }, null)
  const error = (path: string) =>
    result?.ok === false ? result.errors.find((e) => e.path === path)?.message : undefined
  const needsReason = chosen === 'waived' || chosen === 'not_applicable'
  return (
    <details ref={box} open={open} className="border-t border-line pt-3">
      <summary className="text-sm font-medium hover:text-accent">{AGAIN[state]}</summary>
      <form action={submit} onReset={(e) => e.preventDefault()} className="mt-3 flex flex-col gap-3">
        <fieldset>
          <legend className="sr-only">Decision</legend>
          <div className="flex flex-wrap gap-2">
            {CHOICES.map(({ decision, key }) => (
              <label
                key={decision}
                className="flex h-9 items-center gap-1.5 rounded-md border border-line-strong/60 px-2 text-base whitespace-nowrap hover:border-line-strong has-[:checked]:border-accent has-[:checked]:bg-accent-wash has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-offset-2 has-[:focus-visible]:outline-accent"
              >
                <input
                  type="radio"
                  name="decision"
                  value={decision}
                  required
                  checked={chosen === decision}
                  onChange={() => setChosen(decision)}
                  aria-keyshortcuts={key}
                  data-then={decision === 'pass' || decision === 'fail' ? 'submit' : 'reason'}
                  className="size-4 accent-accent"
                />
                <DecisionMark decision={decision} />
                {DECISION_WORD[decision]}
                <Key name={key} />
              </label>
            ))}
          </div>
        </fieldset>
        <div className="grid gap-3 sm:has-[[type=date]]:grid-cols-[minmax(0,1fr)_auto]">
          <Field
            label={needsReason ? 'Reason' : 'Reason, if there is something to say'}
            error={error('reason')}
            hint={needsReason ? 'Whoever reads the review later will ask' : undefined}
          >
            {(c) => (
              <TextArea
                {...c}
                name="reason"
                value={reason}
                onChange={(e) => setReason(e.target.value)}
                required={needsReason}
                maxLength={1000}
                rows={2}
                className="min-h-15"
              />
            )}
          </Field>
          {chosen === 'waived' && (
            <Field label="Waived until" hint="To the end of this day, UTC" error={error('expiresAt')}>
              {(c) => (
                <Input
                  {...c}
                  type="date"
                  name="until"
                  value={until}
                  onChange={(e) => setUntil(e.target.value)}
                  min={waiver.first}
                  max={waiver.last}
                  required
                />
              )}
            </Field>
          )}
        </div>
        {result?.ok === false && result.errors.length === 0 && (
          <Notice meaning="missed" live>
            {result.message}
          </Notice>
        )}
        <div>
          <Button disabled={busy}>
            {busy ? 'Deciding…' : (CHOICES.find((c) => c.decision === chosen)?.verb ?? 'Decide')}
          </Button>
        </div>
      </form>
    </details>
  )
}
