'use client'
import { useActionState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input, Select } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import { stateText } from '@/lib/core/format'
import type { MetricDefinition } from '@/lib/core/metric'
import { statistic } from '@/lib/core/wire'
import type { ActionResult } from '@/lib/http/action'

type Props = {
  definition: MetricDefinition
  action: (before: unknown, form: FormData) => Promise<ActionResult<null>>
}

/** The next version of a target. What is not on the form (states, smallest change that counts) stays as it is. */
export function TargetForm({ definition, action }: Props) {
  const [result, submit, busy] = useActionState(action, null)
  const states = definition.unit === null
  const error = (path: string) =>
    result?.ok === false ? result.errors.find((e) => e.path === path)?.message : undefined
  const limit = (name: 'target' | 'acceptance', hint: string) => (
    <Field label={name === 'target' ? 'Target' : 'Acceptance'} hint={hint} error={error(name)}>
      {(c) =>
        states ? (
          <Select {...c} name={name} defaultValue={String(definition[name] ?? '')}>
            <option value="">none</option>
            {definition.states.map((s) => (
              <option key={s} value={s}>
                {stateText(s)}
              </option>
            ))}
          </Select>
        ) : (
          <Input
            {...c}
            name={name}
            inputMode="decimal"
            defaultValue={definition[name] ?? ''}
            placeholder="none"
          />
        )
      }
    </Field>
  )
  return (
    <form action={submit} className="flex flex-col gap-4">
      <input type="hidden" name="metric" value={definition.metric} />
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-5">
        {limit('target', 'What the metric should keep')}
        {limit('acceptance', 'Beyond it the review cannot pass')}
        {!states && (
          <>
            <Field label="Unit" hint="Of both limits" error={error('unit')}>
              {(c) => (
                <Input {...c} name="unit" defaultValue={definition.unit ?? ''} required maxLength={30} />
              )}
            </Field>
            <Field label="Better is" error={error('direction')}>
              {(c) => (
                <Select {...c} name="direction" defaultValue={definition.direction}>
                  <option value="lower">lower</option>
                  <option value="higher">higher</option>
                </Select>
              )}
            </Field>
            <Field label="Statistic" hint="How samples become a value" error={error('statistic')}>
              {(c) => (
                <Select {...c} name="statistic" defaultValue={definition.statistic}>
                  {statistic.options.map((s) => (
                    <option key={s}>{s}</option>
                  ))}
                </Select>
              )}
            </Field>
          </>
        )}
      </div>
      <p className="max-w-[72ch] text-xs text-ink-3">
        Runs from now on are judged by it. Earlier verdicts stay; signatures that rest on the old target
        become stale.
      </p>
      {result?.ok === false && (
        <Notice meaning="missed" live>
          {result.message}
        </Notice>
      )}
      {result?.ok && (
        <Notice meaning="met" live>
          The new target counts from the next run on.
        </Notice>
      )}
      <div>
        <Button disabled={busy}>Set target</Button>
      </div>
    </form>
  )
}
