'use client'
import { signIn } from 'next-auth/react'
import { useActionState, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/card'
import { Field, Input } from '@/components/ui/field'
import { Notice } from '@/components/ui/notice'
import type { ActionResult } from '@/lib/http/action'
import { AgentSteps } from './agent-commands'
import { NameAndSlug } from './name-and-slug'

type Done = { organisation: string; project: string; token: string }
type Props = { action: (before: unknown, form: FormData) => Promise<ActionResult<Done>>; serverUrl: string }

/** The first visit to a server: who, which project; then the token, once, with what to type. */
export function SetUp({ action, serverUrl }: Props) {
  const [admin, setAdmin] = useState({ name: '', email: '', password: '' })
  const [result, submit, busy] = useActionState(async (before: ActionResult<Done> | null, form: FormData) => {
    const text = (name: string) => String(form.get(`admin.${name}`) ?? '')
    setAdmin({ name: text('name'), email: text('email'), password: text('password') })
    return action(before, form)
  }, null)

  if (result?.ok) return <Connected {...result.value} serverUrl={serverUrl} admin={admin} />
  const wrong = (path: string) =>
    result?.ok === false ? result.errors.find((e) => e.path === path)?.message : undefined
  const general = result?.ok === false && result.errors.length === 0 ? result.message : null

  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Set up this server</h1>
      <p className="mt-1 mb-8 text-lg text-ink-2">Three names, then the command that sends your first run.</p>
      <form action={submit} className="flex flex-col gap-6">
        <Panel title="Organisation" note="people and projects belong to it">
          <NameAndSlug name="organisation" example="Acme Research" error={wrong} />
        </Panel>
        <Panel title="Project" note="one thing whose performance you review">
          <NameAndSlug name="project" example="Voice assistant" error={wrong} />
        </Panel>
        <Panel title="You" note="the first administrator">
          <div className="grid gap-4 sm:grid-cols-2">
            <Field label="Name" hint="Printed under what you sign" error={wrong('admin.name')}>
              {(c) => (
                <Input
                  {...c}
                  name="admin.name"
                  autoComplete="name"
                  defaultValue={admin.name}
                  required
                  maxLength={100}
                />
              )}
            </Field>
            <Field label="E-mail address" hint="You sign in with it" error={wrong('admin.email')}>
              {(c) => (
                <Input
                  {...c}
                  name="admin.email"
                  type="email"
                  autoComplete="username"
                  defaultValue={admin.email}
                  required
                />
              )}
            </Field>
            <Field label="Password" hint="At least 10 characters" error={wrong('admin.password')}>
              {(c) => (
                <Input
                  {...c}
                  name="admin.password"
                  type="password"
                  autoComplete="new-password"
                  required
                  minLength={10}
                />
              )}
            </Field>
          </div>
        </Panel>
        {general && (
          <Notice meaning="missed" live>
            {general}
          </Notice>
        )}
        <div>
          <Button disabled={busy}>{busy ? 'Creating…' : 'Create project'}</Button>
        </div>
      </form>
    </>
  )
}

type ConnectedProps = Done & { serverUrl: string; admin: { email: string; password: string } }

function Connected({ organisation, project, token, serverUrl, admin }: ConnectedProps) {
  const enter = async () => {
    await signIn('credentials', { email: admin.email, password: admin.password, redirect: false }).catch(
      () => undefined,
    )
    window.location.assign(`/${organisation}/${project}`)
  }
  return (
    <>
      <h1 className="text-2xl font-semibold tracking-tight">Send the first run</h1>
      <p className="mt-1 mb-6 text-lg text-ink-2">Type these three on the machine that measures.</p>
      <div className="flex flex-col gap-6">
        <Notice meaning="acceptable" live>
          The token below is shown this once. It can upload runs and set targets; it can never sign.
        </Notice>
        <AgentSteps serverUrl={serverUrl} project={project} token={token} />
        <div>
          <Button type="button" onClick={enter}>
            Open the project
          </Button>
        </div>
      </div>
    </>
  )
}
