import Link from 'next/link'
import { SimulatedBadge } from '@/components/ui/badge'
import { Panel } from '@/components/ui/card'
import { Commit } from '@/components/ui/digest'
import { Notice } from '@/components/ui/notice'
import { AbsoluteTime } from '@/components/ui/time'
import type { ComparedSide } from '@/lib/runs/queries'

type Props = {
  sides: { base: ComparedSide; head: ComparedSide }
  names: { base: string; head: string }
  base: string
}

const runs = (n: number) => `${n} ${n === 1 ? 'run' : 'runs'}`

/** What each side consists of, and in words what makes them differ besides the code. */
export function ComparedSides({ sides, names, base }: Props) {
  return (
    <>
      {warnings(sides).map((words) => (
        <Notice key={words}>{words}</Notice>
      ))}
      <div className="grid gap-4 md:grid-cols-2">
        {(['base', 'head'] as const).map((side) => (
          <Panel key={side} title={side === 'base' ? 'Base' : 'Head'} note={names[side]}>
            <SideFacts side={sides[side]} base={base} />
          </Panel>
        ))}
      </div>
    </>
  )
}

function SideFacts({ side, base }: { side: ComparedSide; base: string }) {
  const [newest, oldest] = [side.runs[0]!, side.runs.at(-1)!]
  const simulated = side.runs.filter((run) => run.simulated).length
  return (
    <div className="flex flex-col gap-1 text-sm">
      <p className="flex flex-wrap items-center gap-x-2">
        <span>
          {side.runs.length === 1 ? (
            <Link href={`${base}/runs/${newest.id}`} className="link">
              <Commit commit={newest.commit} />
            </Link>
          ) : (
            runs(side.runs.length)
          )}{' '}
          on {newest.environment.name}
        </span>
        {simulated > 0 && simulated === side.runs.length && <SimulatedBadge />}
      </p>
      <p className="text-xs text-ink-3">
        {side.runs.length > 1 && (
          <>
            <AbsoluteTime at={oldest.startedAt} /> to{' '}
          </>
        )}
        <AbsoluteTime at={newest.startedAt} />, class{' '}
        <code className="font-mono">{newest.environment.classHash}</code>
      </p>
      {side.leftOut.length > 0 && (
        <p className="text-xs text-ink-2">{runs(side.leftOut.length)} left out: not admissible.</p>
      )}
    </div>
  )
}

function warnings({ base, head }: Props['sides']): string[] {
  const [b, h] = [base.runs[0]!.environment, head.runs[0]!.environment]
  const made = [base, head].map(({ runs }) => runs.filter((run) => run.simulated).length / runs.length)
  return [
    b.id === h.id
      ? ''
      : `Base ran on ${b.name} and head on ${h.name}${b.name === h.name ? ', in another class' : ''}: a difference may be that of the machines.`,
    made[0] === made[1]
      ? ''
      : made.some((share) => share > 0 && share < 1)
        ? 'Simulated and measured runs are mixed here: a difference may be that of the simulation.'
        : `Base is ${made[0] ? 'simulated' : 'measured'} and head is ${made[1] ? 'simulated' : 'measured'}: a difference says nothing of the build.`,
  ].filter(Boolean)
}
