'use client'
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { Button } from './button'
import { Key } from './key'

/** A key and what it does, in the order of the sheet. */
export type KeySheet = readonly (readonly [key: string, does: string])[]

const STORED = 'single-keys'

/** Whether what has the focus takes letters itself. */
const takesLetters = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('textarea, select, input:not([type=radio], [type=checkbox])'))

/** Does what a click or a tab would: follows the link, chooses the decision and goes on to what it needs, or goes to the field. */
function use(control: HTMLElement) {
  if (control.dataset.key === 'focus') return control.focus()
  if (!(control instanceof HTMLInputElement) || control.type === 'checkbox') return control.click()
  if (control.type !== 'radio') return control.focus()
  const { form } = control
  const folded = control.closest('details')
  if (folded) folded.open = true
  control.click()
  const next =
    control.dataset.then === 'submit'
      ? form?.querySelector<HTMLElement>('button:not([type=button])')
      : form?.querySelector<HTMLElement>(`[name="${control.dataset.then}"]`)
  next?.focus()
}

type Props = {
  sheet: KeySheet
  /** what is chosen in the list beside the page, where there is one */
  current?: string | null
}

/** Single keys for whoever works through a page: each uses the control that bears it as `aria-keyshortcuts`. */
export function Keys({ sheet: keys, current = null }: Props) {
  const sheet = useRef<HTMLDialogElement>(null)
  const [on, setOn] = useState(true)

  useEffect(() => setOn(localStorage.getItem(STORED) !== 'off'), [])

  // Before the browser draws: a key pressed at first sight counts.
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented)
        return
      if (takesLetters(event.target) || document.querySelector('dialog[open]')) return
      if (event.key === '?') sheet.current?.showModal()
      else if (!on) return
      else {
        const key = CSS.escape(event.key.toLowerCase())
        const control = document.querySelector<HTMLElement>(`[aria-keyshortcuts="${key}"]`)
        // Held down, a key may walk along a list, but never act twice.
        if (!control || (event.repeat && control.dataset.key !== 'focus')) return
        use(control)
      }
      event.preventDefault()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [on])

  // The list keeps its own place; whoever comes in by an address finds the item in it.
  useEffect(() => {
    const list = document.querySelector<HTMLElement>('[data-item-list]')
    const link = list?.querySelector<HTMLElement>('[aria-current]')
    if (!list || !link || current === null) return
    const [top, bottom] = [link.offsetTop, link.offsetTop + link.offsetHeight]
    if (top < list.scrollTop || bottom > list.scrollTop + list.clientHeight)
      list.scrollTop = top - list.clientHeight / 2
  }, [current])

  return (
    <>
      <Button
        type="button"
        look="quiet"
        small
        className="max-md:hidden"
        onClick={() => sheet.current?.showModal()}
      >
        Keys <Key name="?" />
      </Button>
      <dialog
        ref={sheet}
        aria-labelledby="keys-title"
        className="m-auto w-80 rounded-md border border-line-strong bg-surface p-4 text-ink backdrop:bg-ground/70"
      >
        <p id="keys-title" className="mb-3 text-base font-semibold">
          Keys
        </p>
        <dl className="grid grid-cols-[32px_1fr] gap-y-1.5 text-sm">
          {keys.map(([key, does]) => (
            <div key={key} className="contents">
              <dt>
                <kbd className="rounded-sm border border-line px-1.5 font-mono">{key}</kbd>
              </dt>
              <dd className="text-ink-2">{does}</dd>
            </div>
          ))}
        </dl>
        <label className="mt-4 flex items-center gap-2 text-sm">
          <input
            type="checkbox"
            checked={on}
            onChange={(e) => {
              setOn(e.target.checked)
              localStorage.setItem(STORED, e.target.checked ? 'on' : 'off')
            }}
            className="size-4 accent-accent"
          />
          Single letters act
        </label>
        <form method="dialog" className="mt-4">
          <Button look="quiet" small>
            Close
          </Button>
        </form>
      </dialog>
    </>
  )
}
