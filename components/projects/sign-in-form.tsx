'use client'
import { signIn } from 'next-auth/react'
import { type FormEvent, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Field, Input } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'

const REFUSAL: Record<string, string> = {
  CredentialsSignin: 'This e-mail address and password do not go together.',
  TooManyAttempts: 'Too many attempts; wait a few minutes and try again.',
}

export function SignInForm({ next }: { next: string }) {
  const [refusal, setRefusal] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    setBusy(true)
    setRefusal(null)
    const answer = await signIn('credentials', {
      email: String(form.get('email')),
      password: String(form.get('password')),
      redirect: false,
    }).catch(() => undefined)
    // A whole page load, so that nothing drawn for somebody else stays on the screen.
    if (answer?.ok && !answer.error) return window.location.assign(next)
    setRefusal(REFUSAL[answer?.error ?? ''] ?? 'The server did not answer; try again.')
    setBusy(false)
  }

  return (
    <form onSubmit={submit} method="post" className="flex flex-col gap-4">
      <Field label="E-mail address">
        {(c) => <Input {...c} name="email" type="email" autoComplete="username" required autoFocus />}
      </Field>
      <Field label="Password">
        {(c) => <Input {...c} name="password" type="password" autoComplete="current-password" required />}
      </Field>
      {refusal && (
        <Notice meaning="missed" live>
          {refusal}
        </Notice>
      )}
      <Button disabled={busy}>{busy ? 'Signing in…' : 'Sign in'}</Button>
    </form>
  )
}
