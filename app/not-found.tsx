import { ButtonLink } from '@/components/ui/button'
import { Message } from '@/components/ui/message'

export const metadata = { title: 'Not found' }

export default function NotFound() {
  return (
    <Message title="Nothing is here" action={<ButtonLink href="/">Go to my project</ButtonLink>}>
      The address may be mistyped, or what it names belongs to a project you are not a member of.
    </Message>
  )
}
