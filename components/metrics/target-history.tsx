import { Panel } from '@/components/ui/card'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { RelativeTime } from '@/components/ui/time'
import { Limit } from '@/components/ui/value'
import type { MetricDefinition } from '@/lib/core/metric'
import type { ActionResult } from '@/lib/http/action'
import type { TargetVersion } from '@/lib/metrics/queries'
import { TargetForm } from './target-form'

type Props = {
  definition: MetricDefinition
  history: TargetVersion[]
  now: Date
  /** null for those who may not set a target */
  action: ((before: unknown, form: FormData) => Promise<ActionResult<null>>) | null
}

/** What was expected, and since when; below it, for those who may, the form for the next version. */
export function TargetHistory({ definition, history, now, action }: Props) {
  return (
    <Panel
      id="targets"
      title="Targets"
      note="an old version keeps judging the runs of its time"
      padded={false}
    >
      <Table label="History of the target">
        <thead>
          <tr>
            <Th>Version</Th>
            <Th numeric>Target</Th>
            <Th numeric>Acceptance</Th>
            <Th>Statistic</Th>
            <Th>Set by</Th>
            <Th numeric>Since</Th>
          </tr>
        </thead>
        <tbody>
          {history.map((v) => (
            <Tr key={v.version}>
              <Td>{v.version}</Td>
              <Td numeric>
                <Limit limit={v.target} unit={v.unit} />
              </Td>
              <Td numeric>
                <Limit limit={v.acceptance} unit={v.unit} />
              </Td>
              <Td>{v.statistic}</Td>
              <Td>{v.createdBy ?? <span className="text-ink-3">a first run</span>}</Td>
              <Td numeric className="text-ink-2">
                <RelativeTime at={v.createdAt} now={now} />
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      {action && (
        <details className="border-t border-line">
          <summary className="px-4 py-2 text-sm text-ink-2 hover:text-ink">Set a new target</summary>
          <div className="border-t border-line p-4">
            <TargetForm definition={definition} action={action} />
          </div>
        </details>
      )}
    </Panel>
  )
}
