'use client'
import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import type { ActionResult } from '@/lib/http/action'

type Props = { id: string; name: string; action: (form: FormData) => Promise<ActionResult<null>> }

/** Asks once more first: an agent that uses the token stops at once. */
export function RevokeToken({ id, name, action }: Props) {
  const [result, submit, busy] = useActionState((_: unknown, form: FormData) => action(form), null)
  return (
    <form
      action={submit}
      onSubmit={(event) => {
        if (!window.confirm(`Revoke “${name}”? Agents that use it can no longer upload.`))
          event.preventDefault()
      }}
    >
      <input type="hidden" name="id" value={id} />
      <Button look="danger" small disabled={busy} aria-label={`Revoke ${name}`}>
        Revoke
      </Button>
      {result?.ok === false && (
        <p role="alert" className="mt-1 text-xs text-missed">
          {result.message}
        </p>
      )}
    </form>
  )
}
