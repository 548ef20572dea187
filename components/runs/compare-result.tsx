import { Panel } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { SimulatedNotice } from '@/components/ui/notice'
import { groupSummary } from '@/lib/core/group-words'
import type { RunComparison } from '@/lib/runs/queries'
import { CompareTable } from './compare-table'
import { ComparedSides } from './compared-sides'

type Props = {
  comparison: RunComparison
  names: { base: string; head: string }
  environment?: string
  base: string
}

/** What came of it; where nothing did, why, and what to choose instead. */
export function CompareResult({ comparison, names, environment, base }: Props) {
  if (comparison.kind === 'same')
    return <Nothing>Both sides are the same runs. Choose another base or head.</Nothing>
  if (comparison.kind === 'empty') return <Nothing>{whyEmpty(comparison, names, environment)}</Nothing>
  const { metrics, chosen, alone } = comparison
  const simulated = [...chosen.base.runs, ...chosen.head.runs].some((run) => run.simulated)
  return (
    <>
      {simulated && (
        <SimulatedNotice>Runs compared here were made by the demo and not measured.</SimulatedNotice>
      )}
      <ComparedSides sides={chosen} names={names} base={base} />
      {metrics.length > 0 ? (
        <Panel
          title={groupSummary(metrics.map((m) => m.comparison))}
          note="ratios with 95% intervals; grey: too small to matter"
          padded={false}
        >
          <CompareTable metrics={metrics} base={base} />
        </Panel>
      ) : (
        <Nothing>The two sides have no metric in common.</Nothing>
      )}
      {(['base', 'head'] as const).map(
        (side) =>
          alone[side].length > 0 && (
            <p key={side} className="text-sm text-ink-2">
              Measured on {side} alone: {alone[side].join(', ')}.
            </p>
          ),
      )}
    </>
  )
}

const Nothing = ({ children }: { children: string }) => (
  <Panel padded={false}>
    <EmptyState>{children}</EmptyState>
  </Panel>
)

function whyEmpty(
  { sides, chosen }: Extract<RunComparison, { kind: 'empty' }>,
  names: Props['names'],
  environment?: string,
): string {
  const where = environment ? ` on ${environment}` : ''
  return sides
    .map((side) => {
      const { leftOut } = chosen[side]
      if (leftOut.length === 0) return `There is no run of ${names[side]}${where}.`
      const [first] = leftOut
      return leftOut.length === 1
        ? `The only run of the ${side} is not admissible. ${first!.reason ?? ''}`
        : `None of the ${leftOut.length} runs of ${names[side]}${where} is admissible.`
    })
    .join(' ')
}
