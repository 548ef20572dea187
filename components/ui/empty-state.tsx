import type { ReactNode } from 'react'
import { CopyButton } from './copy-button'

type Props = {
  /** one sentence */
  children: ReactNode
  /** the exact command to type next */
  command?: string
  /** or the button that does it */
  action?: ReactNode
}

export function EmptyState({ children, command, action }: Props) {
  return (
    <div className="flex flex-col items-start gap-4 px-4 py-8 sm:px-6">
      <p className="max-w-[64ch] text-base text-ink-2">{children}</p>
      {command && <Command text={command} />}
      {action}
    </div>
  )
}

/** Something to type, with a button that copies it. */
export function Command({ text, label = 'Copy command' }: { text: string; label?: string }) {
  return (
    <div className="flex w-full max-w-4xl items-start gap-2 rounded-md border border-line bg-sunken py-2 pr-2 pl-3">
      <pre className="min-w-0 flex-1 self-center font-mono text-sm wrap-anywhere whitespace-pre-wrap">
        {text}
      </pre>
      <CopyButton text={text} label={label} />
    </div>
  )
}
