import Link from 'next/link'
import type { ComponentProps } from 'react'

type Look = 'primary' | 'quiet' | 'danger'

const LOOK: Record<Look, string> = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong border-transparent',
  quiet: 'bg-surface text-ink border-line-strong/60 hover:border-line-strong hover:bg-sunken',
  danger: 'bg-surface text-missed border-missed/50 hover:border-missed hover:bg-missed-wash',
}

const shape = (look: Look, small: boolean) =>
  `inline-flex items-center justify-center gap-2 rounded-md border font-medium whitespace-nowrap ${
    small ? 'h-7 px-2.5 text-xs' : 'h-9 px-3.5 text-base'
  } disabled:cursor-not-allowed disabled:opacity-60 ${LOOK[look]}`

/** Its words are a verb: "Sign item", not "Submit". */
export function Button({
  look = 'primary',
  small = false,
  className = '',
  type = 'submit',
  ...rest
}: ComponentProps<'button'> & { look?: Look; small?: boolean }) {
  return <button type={type} className={`${shape(look, small)} ${className}`} {...rest} />
}

export function ButtonLink({
  look = 'primary',
  small = false,
  className = '',
  ...rest
}: ComponentProps<typeof Link> & { look?: Look; small?: boolean }) {
  return <Link className={`${shape(look, small)} ${className}`} {...rest} />
}

/** For what is no page: a file to download. A link of Next would fetch it first as one. */
export function FileLink({
  look = 'quiet',
  small = false,
  className = '',
  children,
  ...rest
}: ComponentProps<'a'> & { look?: Look; small?: boolean }) {
  return (
    <a className={`${shape(look, small)} ${className}`} {...rest}>
      {children}
    </a>
  )
}
