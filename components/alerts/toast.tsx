import { Button } from '@/components/ui/button'
import { Key } from '@/components/ui/key'
import type { Told } from './use-desk'

type Props = {
  told: Told | null
  busy: boolean
  /** whether the key r takes it back: not where it already reopens something else */
  keyed: boolean
  forget: () => void
}

/** What was just done, with the way back. It waits until it is read. */
export function Toast({ told, busy, keyed, forget }: Props) {
  return (
    <div role="status" className="flex justify-center empty:hidden">
      {told && (
        <div
          className={`arrived pointer-events-auto flex max-w-full items-center gap-3 rounded-md border bg-surface py-1.5 pr-1.5 pl-3 text-sm shadow-lg shadow-black/10 ${
            told.refused ? 'border-missed text-missed' : 'border-line-strong'
          }`}
        >
          <span className="min-w-0 wrap-anywhere">{told.text}</span>
          <span className="flex gap-1.5">
            {told.undo && (
              <Button
                type="button"
                look="quiet"
                small
                disabled={busy}
                onClick={told.undo}
                aria-keyshortcuts={keyed ? 'r' : undefined}
              >
                Undo {keyed && <Key name="r" />}
              </Button>
            )}
            <Button type="button" look="quiet" small onClick={forget}>
              Close
            </Button>
          </span>
        </div>
      )}
    </div>
  )
}
