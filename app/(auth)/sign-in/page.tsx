import { redirect } from 'next/navigation'
import { SignInForm } from '@/components/projects/sign-in-form'
import { getPrincipal } from '@/lib/auth/principal'
import { isEmptyServer } from '@/lib/projects/queries'

export const metadata = { title: 'Sign in' }

/** An address on this server only: a link must not lead a person elsewhere once they have signed in. */
const local = (address: string | string[] | undefined) =>
  typeof address === 'string' && /^\/(?![/\\])/.test(address) ? address : '/'

type Props = { searchParams: Promise<{ callbackUrl?: string | string[] }> }

export default async function SignIn({ searchParams }: Props) {
  const next = local((await searchParams).callbackUrl)
  if (await getPrincipal()) redirect(next)
  if (await isEmptyServer()) redirect('/setup')
  return (
    <div className="mx-auto w-full max-w-sm">
      <h1 className="text-xl font-semibold tracking-tight">Sign in</h1>
      <p className="mt-1 mb-6 text-base text-ink-2">Every signature you give is bound to this account.</p>
      <SignInForm next={next} />
    </div>
  )
}
