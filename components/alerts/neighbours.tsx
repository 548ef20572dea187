import { ButtonLink } from '@/components/ui/button'
import { Key } from '@/components/ui/key'
import { Keys } from '@/components/ui/keys'
import type { AlertRow } from '@/lib/alerts/queries'

const SHEET = [
  ['j', 'next alert'],
  ['k', 'alert before'],
  ['u', 'up to the inbox'],
  ['a', 'acknowledge'],
  ['d', 'dismiss as noise'],
  ['c', 'accept the new level'],
  ['r', 'reopen, or undo'],
  ['?', 'this sheet'],
] as const

type Props = { alerts: AlertRow[]; current: string; path: string; search: string }

/** From one alert to the next, in the order of the inbox it was opened from. What is done with is not in it any more: then the first is next. */
export function Neighbours({ alerts, current, path, search }: Props) {
  const at = alerts.findIndex((a) => a.id === current)
  const [previous, next] = [alerts[at - 1], alerts[at + 1]]
  const go = (to: AlertRow | undefined, key: string, word: string) =>
    to && (
      <ButtonLink
        look="quiet"
        small
        prefetch={false}
        href={`${path}/${to.id}${search}`}
        aria-keyshortcuts={key}
      >
        {word} <Key name={key} />
      </ButtonLink>
    )
  return (
    <>
      <ButtonLink look="quiet" small href={`${path}${search}`} aria-keyshortcuts="u">
        Inbox <Key name="u" />
      </ButtonLink>
      {go(previous, 'k', 'Previous')}
      {go(next, 'j', 'Next')}
      <Keys sheet={SHEET} current={current} />
    </>
  )
}
