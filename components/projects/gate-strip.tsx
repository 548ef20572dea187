import { ButtonLink } from '@/components/ui/button'
import { GradeTile } from '@/components/ui/grade-tile'
import { Mark } from '@/components/ui/mark'
import type { ReviewHeadline } from '@/lib/reviews/headline'

/** The answer of the overview: which step, how good, can it be signed and if not why, and the one thing to do. */
export function GateStrip({ headline, base }: { headline: ReviewHeadline | null; base: string }) {
  if (!headline)
    return (
      <Strip
        title="No review is open"
        above="This project"
        sentence="Start one to turn these measurements into signed decisions."
        action={<ButtonLink href={`${base}/reviews`}>Start a review</ButtonLink>}
      />
    )
  const { grade, allowed } = headline
  return (
    <Strip
      above={`Phase ${headline.phase} · step ${headline.step}`}
      title={headline.title}
      tile={<GradeTile grade={grade} />}
      sentence={
        <>
          <span className="mr-1.5 inline-block">
            <Mark meaning={allowed ? 'met' : 'none'} />
          </span>
          {headline.sentence}
        </>
      }
      action={
        <ButtonLink href={`${base}/reviews/${headline.id}${allowed ? '#signature' : ''}`}>
          {allowed ? 'Sign the step' : 'Continue the review'}
        </ButtonLink>
      }
    />
  )
}

type StripProps = {
  above: string
  title: string
  sentence: React.ReactNode
  action: React.ReactNode
  tile?: React.ReactNode
}

function Strip({ above, title, sentence, action, tile }: StripProps) {
  return (
    <header className="flex flex-wrap items-center gap-x-5 gap-y-4">
      {tile}
      <div className="min-w-0 flex-1 basis-72">
        <p className="text-sm text-ink-3">{above}</p>
        <h1 className="text-2xl font-semibold tracking-tight wrap-anywhere">{title}</h1>
        <p className="mt-1 max-w-[80ch] text-lg text-ink-2">{sentence}</p>
      </div>
      {action}
    </header>
  )
}
