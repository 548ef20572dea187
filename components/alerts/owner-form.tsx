'use client'
import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Notice } from '@/components/ui/notice'
import type { AlertRow } from '@/lib/alerts/queries'
import type { FormAction } from '@/lib/http/action'
import { OwnerFields } from './owner-fields'
import type { Person } from './use-desk'

type Props = { alert: AlertRow; people: Person[]; now: Date; act: FormAction }

/** Gives an alert to somebody, whatever its state. */
export function OwnerForm({ alert, people, now, act }: Props) {
  const [result, submit, busy] = useActionState(act, null)
  const error = (path: string) =>
    result?.ok === false ? result.errors.find((e) => e.path === path)?.message : undefined
  return (
    <form action={submit} onReset={(e) => e.preventDefault()} className="flex flex-col items-start gap-2">
      <input type="hidden" name="action" value="assign" />
      <input type="hidden" name="ids" value={alert.id} />
      <div className="w-full">
        <OwnerFields alerts={[alert]} people={people} fallback="" now={now} error={error} narrow />
      </div>
      {result && (!result.ok ? result.errors.length === 0 : true) && (
        <Notice meaning={result.ok ? 'met' : 'missed'} live>
          {result.ok ? 'Saved.' : result.message}
        </Notice>
      )}
      <Button look="quiet" small disabled={busy}>
        Save owner
      </Button>
    </form>
  )
}
