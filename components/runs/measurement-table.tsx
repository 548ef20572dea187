import Link from 'next/link'
import { Distribution } from '@/components/charts/distribution'
import { LimitWords, VerdictRange, VerdictValue } from '@/components/metrics/verdict'
import { ChangeBadge, GoalBadge } from '@/components/ui/badge'
import { Table, Td, Th } from '@/components/ui/table'
import { Value } from '@/components/ui/value'
import { formatEffect } from '@/lib/core/format'
import type { MetricDefinition } from '@/lib/core/metric'
import { QUANTILE_NAMES } from '@/lib/core/stats'
import type { Verdict } from '@/lib/core/wire'
import type { RunMeasurement, RunView } from '@/lib/runs/queries'

type Props = { run: RunView; definitions: MetricDefinition[]; base: string }

/** Every metric of one run: what was measured, how its samples lie, and the verdict as it was given then. */
export function MeasurementTable({ run, definitions, base }: Props) {
  const measured = new Map(run.measurements.map((m) => [m.metric, m]))
  const defined = new Map(definitions.map((d) => [d.metric, d]))
  return (
    <Table label="Measurements of this run">
      <thead>
        <tr>
          <Th>Metric</Th>
          <Th>Samples</Th>
          <Th numeric>Value</Th>
          <Th>Limits</Th>
          <Th>Goal</Th>
          <Th>Change</Th>
        </tr>
      </thead>
      {run.verdicts.map((verdict) => (
        <Measured
          key={verdict.metric}
          verdict={verdict}
          measurement={measured.get(verdict.metric)}
          definition={defined.get(verdict.metric)}
          base={base}
        />
      ))}
    </Table>
  )
}

type RowProps = {
  verdict: Verdict
  measurement: RunMeasurement | undefined
  definition: MetricDefinition | undefined
  base: string
}

const limit = (l: Verdict['target']) => (typeof l === 'number' ? l : null)

function Measured({ verdict, measurement, definition, base }: RowProps) {
  const title = measurement?.title ?? verdict.metric
  return (
    <tbody className="border-b border-line last:border-b-0">
      <tr>
        <th scope="row" className="py-1.5 pr-3 pl-4 text-left font-normal">
          <Link
            href={`${base}/metrics/${encodeURIComponent(verdict.metric)}`}
            className="font-medium hover:underline"
          >
            {title}
          </Link>
          <span className="block text-xs text-ink-3">{verdict.statistic}</span>
        </th>
        <Td>
          {measurement && verdict.unit !== null && (measurement.samples || measurement.quantiles) ? (
            <Distribution
              title={title}
              unit={verdict.unit}
              samples={measurement.samples}
              quantiles={measurement.quantiles}
              value={verdict.value}
              target={limit(verdict.target)}
              acceptance={limit(verdict.acceptance)}
            />
          ) : (
            definition && <VerdictRange verdict={verdict} definition={definition} />
          )}
        </Td>
        <Td numeric>
          <VerdictValue verdict={verdict} />
        </Td>
        <Td>
          <LimitWords verdict={verdict} />
        </Td>
        <Td>
          <GoalBadge goal={verdict.goal} error={verdict.error} />
        </Td>
        <Td>
          <ChangeBadge
            change={verdict.change}
            effect={verdict.effect === null ? null : formatEffect(verdict.effect)}
          />
        </Td>
      </tr>
      <tr>
        <td colSpan={6} className="px-4 pb-2 text-xs text-ink-2">
          <Reason verdict={verdict} measurement={measurement} />
        </td>
      </tr>
    </tbody>
  )
}

/** Why the verdict is what it is; on demand, the percentiles. */
function Reason({ verdict, measurement }: Pick<RowProps, 'verdict' | 'measurement'>) {
  const sentence = verdict.reason
  if (!measurement?.quantiles?.length) return <p className="max-w-[96ch] wrap-anywhere">{sentence}</p>
  return (
    <details>
      <summary className="max-w-[96ch] wrap-anywhere hover:text-ink">{sentence}</summary>
      <dl className="mt-2 flex flex-wrap gap-x-6 gap-y-2 pl-4">
        <div>
          <dt className="text-ink-3">samples</dt>
          <dd className="text-sm">{measurement.n}</dd>
        </div>
        {QUANTILE_NAMES.map((name, i) => (
          <div key={name}>
            <dt className="text-ink-3">{name}</dt>
            <dd className="text-sm">
              <Value value={measurement.quantiles![i]!} unit={measurement.unit} />
            </dd>
          </div>
        ))}
      </dl>
    </details>
  )
}
