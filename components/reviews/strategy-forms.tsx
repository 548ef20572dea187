'use client'
import { useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import type { FormAction } from '@/lib/http/action'

type Props = { action: FormAction; position: number; title: string }

/** Minutes spent on a strategy step, with a word on what they went into. */
export function TimeForm({ action, position, title }: Props) {
  const [given, setGiven] = useState({ minutes: '', note: '' })
  const [result, submit, busy] = useActionState(async (before: unknown, form: FormData) => {
    const answer = await action(before, form)
    if (answer.ok) setGiven({ minutes: '', note: '' })
    return answer
  }, null)
  const error = (path: string) =>
    result?.ok === false ? result.errors.find((e) => e.path === path)?.message : undefined
  return (
    <form
      action={submit}
      onReset={(e) => e.preventDefault()}
      aria-label={`Log time on ${title}`}
      className="grid items-start gap-3 sm:grid-cols-[96px_minmax(0,1fr)_auto]"
    >
      <input type="hidden" name="position" value={position} />
      <Field label="Minutes" error={error('minutes')}>
        {(c) => (
          <Input
            {...c}
            name="minutes"
            inputMode="numeric"
            pattern="[0-9]{1,4}"
            title="Whole minutes"
            value={given.minutes}
            onChange={(e) => setGiven({ ...given, minutes: e.target.value })}
            required
          />
        )}
      </Field>
      <Field label="Note" error={error('note')}>
        {(c) => (
          <Input
            {...c}
            name="note"
            value={given.note}
            onChange={(e) => setGiven({ ...given, note: e.target.value })}
            maxLength={300}
            placeholder="what it went into"
          />
        )}
      </Field>
      <Button look="quiet" disabled={busy} className="sm:mt-6">
        Log time
      </Button>
      <Said result={result} done="Logged." />
    </form>
  )
}

export function DoneForm({ action, position, title, done }: Props & { done: boolean }) {
  const [result, submit, busy] = useActionState(action, null)
  return (
    <form action={submit} className="flex flex-col items-end">
      <input type="hidden" name="position" value={position} />
      <input type="hidden" name="done" value={done ? 'no' : 'yes'} />
      <Button look="quiet" small disabled={busy} aria-label={`${done ? 'Reopen' : 'Mark done'}: ${title}`}>
        {done ? 'Reopen' : 'Mark done'}
      </Button>
      <Said result={result} />
    </form>
  )
}

type SaidProps = { result: Awaited<ReturnType<FormAction>> | null; done?: string }

function Said({ result, done }: SaidProps) {
  if (result?.ok === false && result.errors.length === 0)
    return (
      <p role="alert" className="col-span-full text-xs text-missed">
        {result.message}
      </p>
    )
  return result?.ok && done ? (
    <p role="status" className="col-span-full text-xs text-ink-3">
      {done}
    </p>
  ) : null
}
