'use client'
import { useState } from 'react'
import { Field, Input } from '@/components/ui/field'
import { slugOf } from './slug-of'

type Props = { name: string; example: string; error: (path: string) => string | undefined }

/** A name and, made from it until somebody changes it, the word for it in addresses and commands. */
export function NameAndSlug({ name, example, error }: Props) {
  const [title, setTitle] = useState('')
  const [own, setOwn] = useState<string | null>(null)
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label="Name" hint={`For instance ${example}`} error={error(`${name}.name`)}>
        {(c) => (
          <Input
            {...c}
            name={`${name}.name`}
            value={title}
            onChange={(e) => setTitle(e.target.value)}
            required
            maxLength={100}
          />
        )}
      </Field>
      <Field label="Short name" hint="In addresses and commands" error={error(`${name}.slug`)}>
        {(c) => (
          <Input
            {...c}
            name={`${name}.slug`}
            value={own ?? slugOf(title)}
            onChange={(e) => setOwn(e.target.value)}
            required
            maxLength={63}
            pattern="[a-z0-9]([a-z0-9\-]*[a-z0-9])?"
            title="Lower-case letters, digits and hyphens"
            className="font-mono text-sm"
          />
        )}
      </Field>
    </div>
  )
}
