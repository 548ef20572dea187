import Link from 'next/link'
import type { ReactNode } from 'react'
import { Commit } from '@/components/ui/digest'
import type { AlertDetail } from '@/lib/alerts/queries'
import { changeWords, effectWords, isOfEnvironment } from '@/lib/core/alert-words'

type Props = { alert: AlertDetail; base: string }

/** What changed, by how much, how sure, since which commit, and where: one sentence, and a second on how that is known. */
export function AlertSentence({ alert: a, base }: Props) {
  // What a state was and became, its runs tell.
  const around = (side: string) => a.runs.filter((r) => r.side === side)
  const levels =
    a.states.length === 0
      ? a
      : { ...a, before: around('before').at(-1)?.value ?? null, after: around('after')[0]?.value ?? null }
  const effect = a.states.length > 0 ? null : effectWords(a)
  const what = isOfEnvironment(a) ? (
    <>
      {a.metrics.length} metrics shifted at once, <Strong>{a.title}</Strong> the most: it{' '}
      <Strong>{changeWords(levels)}</Strong>
    </>
  ) : (
    <>
      {a.title} <Strong>{changeWords(levels)}</Strong>
    </>
  )
  return (
    <>
      <p className="max-w-[80ch] text-lg text-ink">
        {what}
        {effect && ` (${effect})`}{' '}
        {a.good ? (
          <>
            between <RunLink base={base} run={a.good} /> <Grey>(last good)</Grey> and{' '}
            <RunLink base={base} run={a} /> <Grey>(first bad)</Grey>
          </>
        ) : (
          <>
            with <RunLink base={base} run={a} /> <Grey>(first bad)</Grey>
          </>
        )}{' '}
        on {a.branch}, {a.environment}.
      </p>
      <p className="mt-1 text-sm text-ink-3">{sureness(a)}</p>
    </>
  )
}

function sureness(alert: AlertDetail): string {
  const { confidence, states } = alert
  if (isOfEnvironment(alert))
    return 'So many unrelated metrics at once point to the machine rather than to the code.'
  if (states.length > 0) return 'A state is what it is: nothing is left to chance.'
  if (confidence === null)
    return 'One run is surely worse than the runs before it; the detector has not seen a new level yet.'
  const percent =
    confidence > 0.999 ? 'more than 99.9%' : `${(Math.floor(confidence * 1000) / 10).toFixed(1)}%`
  return `The detector is ${percent} sure that chance alone did not make this step.`
}

const Strong = ({ children }: { children: ReactNode }) => (
  <strong className="font-semibold">{children}</strong>
)
const Grey = ({ children }: { children: ReactNode }) => <span className="text-ink-3">{children}</span>

function RunLink({ base, run }: { base: string; run: { runId: string; commit: string } }) {
  return (
    <Link href={`${base}/runs/${run.runId}`} className="link">
      <Commit commit={run.commit} />
    </Link>
  )
}
