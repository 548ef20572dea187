'use client'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useActionState, useRef, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { Key } from '@/components/ui/key'
import { Notice } from '@/components/ui/notice'
import type { FormAction } from '@/lib/http/action'

const MEANINGS = [
  { word: 'performed', says: 'I did this work' },
  { word: 'reviewed', says: 'I looked at the evidence' },
  { word: 'approved', says: 'I answer for it' },
]

type Props = {
  action: FormAction
  what: 'item' | 'step'
  /** of the evidence that this page shows */
  digest: string
  name: string
  /** whether a signature can be given now; when not, only what the last one led to is said */
  open: boolean
  next: { href: string; title: string } | null
}

/** Who signs proves again who they are, on the evidence they were shown. Only the password is asked for anew after a refusal. */
export function SignatureForm({ action, what, digest, name: account, open, next }: Props) {
  const [name, setName] = useState(account)
  const [meaning, setMeaning] = useState(what === 'step' ? 'approved' : 'reviewed')
  const password = useRef<HTMLInputElement>(null)
  const [result, submit, busy] = useActionState(async (before: unknown, form: FormData) => {
    const answer = await action(before, form)
    if (password.current) {
      password.current.value = ''
      if (!answer.ok) password.current.focus()
    }
    return { ...answer, digest: String(form.get('expectedDigest')) }
  }, null)
  const refused = result?.ok === false ? result : null
  const moved = refused?.code === 'precondition_failed' && refused.digest !== digest
  const wrong = (path: string) => refused?.errors.some((e) => e.path === path)
  if (!open) return result?.ok ? <Signed what={what} next={next} /> : null
  return (
    <form action={submit} onReset={(e) => e.preventDefault()} className="flex flex-col gap-3">
      <input type="hidden" name="expectedDigest" value={digest} />
      <Field label="Printed name">
        {(c) => (
          <Input
            {...c}
            name="printedName"
            aria-invalid={wrong('printedName')}
            value={name}
            onChange={(e) => setName(e.target.value)}
            autoComplete="name"
            required
            maxLength={100}
          />
        )}
      </Field>
      <fieldset>
        <legend className="mb-1 text-sm font-medium">Meaning</legend>
        {MEANINGS.map(({ word, says }) => (
          <label key={word} className="flex items-center gap-2 py-0.5 text-base">
            <input
              type="radio"
              name="meaning"
              value={word}
              checked={meaning === word}
              onChange={() => setMeaning(word)}
              className="size-4 accent-accent"
            />
            {word}
            <span className="text-xs text-ink-3">{says}</span>
          </label>
        ))}
      </fieldset>
      <Field label="Your password">
        {(c) => (
          <Input
            {...c}
            ref={password}
            name="password"
            aria-invalid={wrong('password')}
            type="password"
            autoComplete="current-password"
            aria-keyshortcuts="s"
            required
            maxLength={200}
          />
        )}
      </Field>
      {refused && !moved && <Refusal {...refused} />}
      {moved && <Notice live>This page now shows the newest evidence. Look at it again, then sign.</Notice>}
      <div className="flex items-center gap-3">
        <Button disabled={busy}>
          {busy ? 'Signing…' : `Sign ${what}`}
          {!busy && (
            <Key name="s" className="border-on-accent/40 bg-transparent text-on-accent max-md:hidden" />
          )}
        </Button>
        <code className="min-w-0 truncate font-mono text-xs text-ink-3" title={`You sign ${digest}`}>
          {digest.slice(0, 19)}…
        </code>
      </div>
    </form>
  )
}

/** Why nothing was signed; when the page is no longer true, a way to see what is. */
function Refusal({ code, message }: { code: string; message: string }) {
  const router = useRouter()
  const outdated = code === 'precondition_failed' || code === 'conflict'
  return (
    <Notice meaning="missed" live>
      {message}
      {outdated && (
        <div className="mt-2">
          <Button type="button" look="quiet" small onClick={() => router.refresh()}>
            Look again
          </Button>
        </div>
      )}
    </Notice>
  )
}

function Signed({ what, next }: Pick<Props, 'what' | 'next'>) {
  return (
    <Notice meaning="met" live>
      Signed. {what === 'step' ? 'The report is frozen as it reads now.' : null}
      {next && (
        <>
          Next:{' '}
          <Link href={next.href} className="link">
            {next.title}
          </Link>
        </>
      )}
    </Notice>
  )
}
