import { redirect } from 'next/navigation'
import { Message } from '@/components/ui/message'
import { SignOutButton } from '@/components/ui/nav/sign-out-button'
import { getPrincipal } from '@/lib/auth/principal'
import { isEmptyServer, listMyProjects } from '@/lib/projects/queries'

export default async function Home() {
  const principal = await getPrincipal()
  if (!principal) redirect((await isEmptyServer()) ? '/setup' : '/sign-in')
  const [first] = await listMyProjects(principal)
  if (first) redirect(`/${first.organisation.slug}/${first.project.slug}`)
  return (
    <Message title="You are not a member of a project yet" action={<SignOutButton />}>
      Ask an administrator of your organisation to add {principal.email}.
    </Message>
  )
}
