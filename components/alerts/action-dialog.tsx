'use client'
import { useActionState, useEffect, useId, useRef } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { AlertRow } from '@/lib/alerts/queries'
import type { AlertAction } from '@/lib/core/alert-life'
import type { ActionResult } from '@/lib/http/action'
import { ACTIONS, namesOf } from './actions'
import { OwnerFields } from './owner-fields'
import type { Asked, Person } from './use-desk'

type Props = { people: Person[]; me: string; now: Date }
type Desk = {
  asked: Asked | null
  send: (action: AlertAction, alerts: AlertRow[], form: FormData) => Promise<ActionResult<null>>
  unask: () => void
}

/** What the action that was asked for needs, and what it does. Enter sends it, Escape leaves. */
export function ActionDialog({ desk, ...props }: Props & { desk: Desk }) {
  return desk.asked && <Dialog asked={desk.asked} send={desk.send} close={desk.unask} {...props} />
}

type DialogProps = Props & { asked: Asked; send: Desk['send']; close: () => void }

function Dialog({ asked: { action, alerts }, people, me, now, send, close }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null)
  const id = useId()
  const [result, submit, busy] = useActionState(async (_: unknown, form: FormData) => {
    const answer = await send(action, alerts, form)
    if (answer.ok) box.current?.close()
    return answer
  }, null)
  const error = (path: string) =>
    result?.ok === false ? result.errors.find((e) => e.path === path)?.message : undefined

  // React knows no autofocus for what a dialog shows later.
  useEffect(() => {
    box.current?.showModal()
    box.current?.querySelector<HTMLElement>('[data-first]')?.focus()
  }, [])

  const { verb, does } = ACTIONS[action]
  return (
    <dialog
      ref={box}
      onClose={close}
      aria-labelledby={id}
      className="m-auto w-[440px] max-w-[calc(100vw-32px)] rounded-md border border-line-strong bg-surface p-4 text-ink backdrop:bg-ground/70"
    >
      <form action={submit} onReset={(e) => e.preventDefault()} className="flex flex-col gap-3">
        <div>
          <p id={id} className="text-base font-semibold wrap-anywhere">
            {action === 'accept' ? 'Accept the new level of' : verb} {namesOf(alerts)}
          </p>
          <p className="mt-1 text-sm text-ink-2">{does}</p>
        </div>
        {action === 'acknowledge' ? (
          <OwnerFields alerts={alerts} people={people} fallback={me} now={now} error={error} />
        ) : (
          <Field label="Reason" hint="Whoever meets this level later will ask" error={error('note')}>
            {(c) => <Input {...c} name="note" required maxLength={1000} data-first="" autoComplete="off" />}
          </Field>
        )}
        {result?.ok === false && result.errors.length === 0 && (
          <Notice meaning="missed" live>
            {result.message}
          </Notice>
        )}
        <div className="flex flex-row-reverse justify-start gap-2">
          <Button disabled={busy} data-first={action === 'acknowledge' ? '' : undefined}>
            {verb}
          </Button>
          <Button type="button" look="quiet" onClick={() => box.current?.close()}>
            Cancel
          </Button>
        </div>
      </form>
    </dialog>
  )
}
