'use client'
import { Icon } from '../icon'

const COOKIE = 'theme'

/** Turns light to dark and back; the cookie lets the server draw the next page right from the first byte. */
export function ThemeToggle() {
  const toggle = () => {
    const root = document.documentElement
    const dark = root.dataset.theme
      ? root.dataset.theme === 'dark'
      : window.matchMedia('(prefers-color-scheme: dark)').matches
    root.dataset.theme = dark ? 'light' : 'dark'
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser
    document.cookie = `${COOKIE}=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`
  }
  return (
    <button
      type="button"
      onClick={toggle}
      title="Light or dark"
      aria-label="Switch between light and dark"
      className="inline-flex size-8 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink"
    >
      <Icon name="moon" />
    </button>
  )
}
