import Link from 'next/link'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { Limit } from '@/components/ui/value'
import { stateText } from '@/lib/core/format'
import type { MetricDefinition } from '@/lib/core/metric'

/** What is expected of every metric now. */
export function TargetList({
  metrics,
  base,
  edit,
}: {
  metrics: MetricDefinition[]
  base: string
  edit: boolean
}) {
  return (
    <Table label="Targets of this project">
      <thead>
        <tr>
          <Th>Metric</Th>
          <Th>Statistic</Th>
          <Th>Better is</Th>
          <Th numeric>Target</Th>
          <Th numeric>Acceptance</Th>
          <Th numeric>Version</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </tr>
      </thead>
      <tbody>
        {metrics.map((m) => (
          <Tr key={m.metric}>
            <Td className="font-medium">{m.title}</Td>
            <Td>{m.statistic}</Td>
            <Td>{m.unit === null ? stateText(m.states[0] ?? '') : m.direction}</Td>
            <Td numeric>
              <Limit limit={m.target} unit={m.unit} />
            </Td>
            <Td numeric>
              <Limit limit={m.acceptance} unit={m.unit} />
            </Td>
            <Td numeric>{m.targetVersion}</Td>
            <Td numeric>
              <Link href={`${base}/metrics/${encodeURIComponent(m.metric)}#targets`} className="link text-xs">
                {edit ? 'Change' : 'History'}
                <span className="sr-only"> of {m.title}</span>
              </Link>
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  )
}
