'use client'
import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Command } from '@/components/ui/empty-state'
import { Checkbox, Field, Input, Select } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { ActionResult } from '@/lib/http/action'
import { agentCommands } from './agent-commands'

type Props = {
  action: (before: unknown, form: FormData) => Promise<ActionResult<{ name: string; token: string }>>
  serverUrl: string
  project: string
}

const LIFETIMES = [
  ['30', '30 days'],
  ['90', '90 days'],
  ['365', 'a year'],
  ['', 'never'],
] as const

export function TokenForm({ action, serverUrl, project }: Props) {
  const [result, submit, busy] = useActionState(action, null)
  const error = (path: string) =>
    result?.ok === false ? result.errors.find((e) => e.path === path)?.message : undefined
  return (
    <div className="flex flex-col gap-4 border-t border-line p-4">
      {result?.ok && (
        <Notice meaning="met" live>
          <p className="mb-2">
            Token “{result.value.name}”, shown this once. Copy it now; only its hash is kept.
          </p>
          <div className="flex flex-col gap-2">
            <Command text={result.value.token} label="Copy token" />
            <Command text={agentCommands(serverUrl, project, result.value.token).connect} />
          </div>
        </Notice>
      )}
      <form action={submit} className="flex flex-col gap-4">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field
            label="Name of the new token"
            hint="Where it is used, such as “ci-linux”"
            error={error('name')}
          >
            {(c) => <Input {...c} name="name" required maxLength={100} autoComplete="off" />}
          </Field>
          <Field label="Expires" hint="Afterwards it opens nothing" error={error('expiresInDays')}>
            {(c) => (
              <Select {...c} name="expires" defaultValue="90">
                {LIFETIMES.map(([days, words]) => (
                  <option key={days} value={days}>
                    {words}
                  </option>
                ))}
              </Select>
            )}
          </Field>
        </div>
        <fieldset className="flex flex-col gap-2">
          <legend className="mb-2 text-sm font-medium">It may</legend>
          <Checkbox
            name="scopes"
            value="read"
            defaultChecked
            label="read"
            hint="See runs, metrics, alerts and reviews"
          />
          <Checkbox name="scopes" value="runs:write" defaultChecked label="runs:write" hint="Upload runs" />
          <Checkbox name="scopes" value="metrics:write" label="metrics:write" hint="Set targets" />
        </fieldset>
        {result?.ok === false && (
          <Notice meaning="missed" live>
            {result.message}
          </Notice>
        )}
        <div>
          <Button disabled={busy}>Create token</Button>
        </div>
      </form>
    </div>
  )
}
