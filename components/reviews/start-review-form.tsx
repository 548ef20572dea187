'use client'
import { useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input, Select } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { FormAction } from '@/lib/http/action'

export type TemplateChoice = { name: string; title: string; what: string }
type Props = { action: FormAction; templates: TemplateChoice[]; defaultBranch: string }

/** Which step of which phase is reviewed, by which template, and whose runs are its evidence. */
export function StartReviewForm({ action, templates, defaultBranch }: Props) {
  const [given, setGiven] = useState({
    template: templates[0]!.name,
    phase: '',
    step: '',
    title: '',
    branch: '',
  })
  const [result, submit, busy] = useActionState(action, null)
  const template = templates.find((t) => t.name === given.template)!
  const control = (name: keyof typeof given) => ({
    name,
    value: given[name],
    onChange: (e: { target: { value: string } }) => setGiven({ ...given, [name]: e.target.value }),
  })
  const error = (path: string) =>
    result?.ok === false ? result.errors.find((e) => e.path === path)?.message : undefined
  return (
    <form action={submit} onReset={(e) => e.preventDefault()} className="flex flex-col gap-4">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
        <Field label="Template" hint={template.what}>
          {(c) => (
            <Select {...c} {...control('template')}>
              {templates.map((t) => (
                <option key={t.name} value={t.name}>
                  {t.title}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <Field label="Phase" hint="Of your plan, such as 6" error={error('phase')}>
          {(c) => <Input {...c} {...control('phase')} required inputMode="decimal" autoComplete="off" />}
        </Field>
        <Field label="Step" hint="Of the phase, such as 6.4" error={error('step')}>
          {(c) => <Input {...c} {...control('step')} required inputMode="decimal" autoComplete="off" />}
        </Field>
        <Field label="Title" hint="What stands above the review and its report" error={error('title')}>
          {(c) => <Input {...c} {...control('title')} placeholder={template.title} maxLength={120} />}
        </Field>
        <Field label="Branch" hint="Whose runs count as evidence" error={error('branch')}>
          {(c) => <Input {...c} {...control('branch')} placeholder={defaultBranch} maxLength={200} />}
        </Field>
      </div>
      <p className="max-w-[72ch] text-xs text-ink-3">
        Metrics of the template that have no target yet get the template's; targets you have set stay.
      </p>
      {result?.ok === false && (
        <Notice meaning="missed" live>
          {result.message}
        </Notice>
      )}
      <div>
        <Button disabled={busy}>{busy ? 'Starting…' : 'Start review'}</Button>
      </div>
    </form>
  )
}
