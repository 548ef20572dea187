'use client'
import { Button } from '@/components/ui/button'
import { Message } from '@/components/ui/message'

export default function ErrorPage({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}) {
  return (
    <Message
      title="This page could not be made"
      action={
        <Button type="button" onClick={reset}>
          Try again
        </Button>
      }
    >
      Nothing you saved is lost. If it happens again, tell whoever runs this server
      {error.digest ? (
        <>
          {' '}
          the number <code className="font-mono">{error.digest}</code>, which is in its log.
        </>
      ) : (
        '.'
      )}
    </Message>
  )
}
