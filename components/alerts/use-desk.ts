'use client'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import type { AlertRow } from '@/lib/alerts/queries'
import { ALERT_ACTIONS, type AlertAction, mayAct } from '@/lib/core/alert-life'
import type { FormAction } from '@/lib/http/action'
import { ACTIONS, namesOf } from './actions'

/** An action that waits for what it needs: an owner, a reason. */
export type Asked = { action: Exclude<AlertAction, 'reopen'>; alerts: AlertRow[] }
/** What was done, or why not; with what takes it back. */
export type Told = { text: string; refused: boolean; undo: (() => void) | null }
export type Person = { id: string; name: string }

/** Acts on alerts: asks for what is needed, sends it, and tells what came of it. */
export function useDesk(act: FormAction, done?: () => void) {
  const [asked, setAsked] = useState<Asked | null>(null)
  const [told, setTold] = useState<Told | null>(null)
  const [busy, start] = useTransition()
  const router = useRouter()

  async function send(action: AlertAction, alerts: AlertRow[], form = new FormData()) {
    form.set('action', action)
    for (const { id } of alerts) form.append('ids', id)
    const answer = await act(null, form)
    const { past } = ACTIONS[action]
    const undo = mayAct('reopen', ALERT_ACTIONS[action].to) ? () => start(() => reopen(alerts)) : null
    if (answer.ok) {
      setTold({ text: `${past} ${namesOf(alerts)}.`, refused: false, undo })
      done?.()
    } else if (action === 'reopen') setTold({ text: answer.message, refused: true, undo: null })
    // Somebody else was here meanwhile: what the page shows is old.
    if (!answer.ok && answer.code === 'conflict') router.refresh()
    return answer
  }
  const reopen = async (alerts: AlertRow[]) => {
    await send('reopen', alerts)
  }
  /** Does at once what needs nothing more, and asks for the rest. */
  const ask = (action: AlertAction, alerts: AlertRow[]) =>
    action === 'reopen' ? start(() => reopen(alerts)) : setAsked({ action, alerts })

  return { asked, told, busy, ask, send, unask: () => setAsked(null), forget: () => setTold(null) }
}
