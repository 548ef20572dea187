'use client'
import { signOut } from 'next-auth/react'
import { Icon } from '../icon'

export function SignOutButton() {
  return (
    <button
      type="button"
      onClick={() => signOut({ callbackUrl: '/sign-in' })}
      title="Sign out"
      aria-label="Sign out"
      className="inline-flex size-8 items-center justify-center rounded-md text-ink-2 hover:bg-sunken hover:text-ink"
    >
      <Icon name="leave" />
    </button>
  )
}
