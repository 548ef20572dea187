import Link from 'next/link'
import { ChangeChart } from '@/components/charts/change-chart'
import { ChangeStrips } from '@/components/charts/change-strips'
import { Panel } from '@/components/ui/card'
import { Commit } from '@/components/ui/digest'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { AbsoluteTime } from '@/components/ui/time'
import type { AlertDetail } from '@/lib/alerts/queries'
import { isOfEnvironment, levelText } from '@/lib/core/alert-words'

type Props = { alert: AlertDetail; base: string }

/** What was measured around the change: over time, as two crowds, and as a table. */
export function AlertTrend({ alert, base }: Props) {
  const { runs, before, after, unit, states, low, high } = alert
  const scaled = before !== null && before !== 0 && low !== null && high !== null
  const count = (side: string) => runs.filter((r) => r.side === side).length
  return (
    <>
      <Panel
        title={isOfEnvironment(alert) ? `Trend of ${alert.title}` : 'Trend around the change'}
        note="evenly spaced runs; click one to open it"
        actions={
          <Link href={`${base}/metrics/${encodeURIComponent(alert.metric)}`} className="link text-xs">
            Whole history
          </Link>
        }
      >
        <ChangeChart
          runs={runs}
          before={before}
          after={after}
          unit={unit}
          states={states}
          runsHref={`${base}/runs`}
          label={`${alert.title}: ${count('before')} runs before the change and ${count('after')} from it on; the same data is in the table below`}
        />
      </Panel>
      {states.length === 0 && (
        <Panel title="Before and after" note={scaled ? 'lines: levels; band: 95% interval' : 'lines: levels'}>
          <ChangeStrips
            runs={runs}
            before={before}
            after={after}
            interval={scaled ? [before + Math.abs(before) * low, before + Math.abs(before) * high] : null}
            unit={unit}
          />
        </Panel>
      )}
      <details className="-mt-2 rounded-md border border-line bg-surface">
        <summary className="px-4 py-2 text-sm text-ink-2 hover:text-ink">
          All {runs.length} runs as a table
        </summary>
        <div className="max-h-96 overflow-auto border-t border-line">
          <RunTable alert={alert} base={base} />
        </div>
      </details>
    </>
  )
}

function RunTable({ alert: { runs, unit, states, title }, base }: Props) {
  return (
    <Table label={`Runs of ${title} around the change`}>
      <thead>
        <tr>
          <Th>Commit</Th>
          <Th numeric>Value</Th>
          <Th>Side</Th>
          <Th numeric>Started</Th>
        </tr>
      </thead>
      <tbody>
        {runs.toReversed().map((r) => (
          <Tr key={r.runId}>
            <Td>
              <Link href={`${base}/runs/${r.runId}`} prefetch={false} className="link">
                <Commit commit={r.commit} />
              </Link>
            </Td>
            <Td numeric>{levelText(r.value, { unit, states })}</Td>
            <Td className="text-ink-2">{r.side === 'before' ? 'before' : 'from the change on'}</Td>
            <Td numeric className="text-ink-2">
              <AbsoluteTime at={r.startedAt} />
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
