import type { AlertRow } from '@/lib/alerts/queries'
import { type AlertAction, mayAct } from '@/lib/core/alert-life'
import { alertName } from '@/lib/core/alert-words'

/** What a person may do to alerts, in the order of the buttons, and what each does in one line. */
export const ACTIONS: Record<AlertAction, { verb: string; past: string; key: string; does: string }> = {
  acknowledge: {
    verb: 'Acknowledge',
    past: 'Acknowledged',
    key: 'a',
    does: 'Says who looks after it, and until when. It stays live until the level is back.',
  },
  dismiss: {
    verb: 'Dismiss',
    past: 'Dismissed',
    key: 'd',
    does: 'Calls it noise, with the reason. The same change raises no other alert.',
  },
  accept: {
    verb: 'Accept new level',
    past: 'Accepted the new level of',
    key: 'c',
    does: 'Makes the new level the baseline from its first run on, with the reason, in the audit. It cannot be taken back.',
  },
  reopen: {
    verb: 'Reopen',
    past: 'Reopened',
    key: 'r',
    does: 'Puts it back among what somebody has to look at.',
  },
}

export type May = { decide: boolean; sign: boolean }

/** What this person may do to at least one of these alerts, with those to which it applies. */
export const possible = (alerts: AlertRow[], may: May) =>
  (Object.keys(ACTIONS) as AlertAction[])
    .filter((action) => may.decide && (action !== 'accept' || may.sign))
    .map((action) => ({ action, alerts: alerts.filter((a) => mayAct(action, a.state)) }))
    .filter((p) => p.alerts.length > 0)

/** "STT transcription", or "3 alerts". */
export const namesOf = (alerts: AlertRow[]) =>
  alerts.length === 1 ? alertName(alerts[0]!) : `${alerts.length} alerts`
