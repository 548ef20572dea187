'use client'
import { useEffect, useState } from 'react'
import { Button } from './button'

type Props = {
  text: string
  /** what is copied, for those who hear the page */
  label?: string
  /** what the button shows */
  word?: string
}

export function CopyButton({ text, label = 'Copy', word = 'Copy' }: Props) {
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')

  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 2000)
    return () => clearTimeout(timer)
  }, [state])

  const copy = () =>
    navigator.clipboard
      ? navigator.clipboard.writeText(text).then(
          () => setState('copied'),
          () => setState('failed'),
        )
      : setState('failed')

  return (
    <Button type="button" look="quiet" small onClick={copy} aria-label={label}>
      <span aria-live="polite">
        {state === 'copied' ? 'Copied' : state === 'failed' ? 'Select it' : word}
      </span>
    </Button>
  )
}
