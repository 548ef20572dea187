import Link from 'next/link'
import { Distribution } from '@/components/charts/distribution'
import { ForestRow, ForestScale } from '@/components/charts/forest'
import { type ForestAxis, forestAxis } from '@/components/charts/forest-axis'
import { Table, Td, Th } from '@/components/ui/table'
import { groupSentence } from '@/lib/core/group-words'
import type { ComparedMetric } from '@/lib/runs/queries'
import { Effect, GroupWord, SideValue } from './compare-verdict'

/** The forest plot: a table whose rows share one axis of ratios, what matters most first. */
export function CompareTable({ metrics, base }: { metrics: ComparedMetric[]; base: string }) {
  const axis = forestAxis(
    metrics.map(({ comparison: { ratio, ratioInterval } }) => ({ ratio, ...ratioInterval })),
  )
  return (
    <Table label="Head against base by metric, what matters most first">
      <thead>
        <tr>
          <Th className="w-2/5 lg:w-1/5">Metric</Th>
          <Th className="px-6 lg:w-1/2">
            <span className="sr-only">Ratio on an axis</span>
            <div className="min-w-40">
              <ForestScale axis={axis} />
            </div>
          </Th>
          <Th numeric className="max-lg:hidden">
            Head / base
          </Th>
          <Th numeric className="max-lg:hidden">
            Base
          </Th>
          <Th numeric className="max-lg:hidden">
            Head
          </Th>
        </tr>
      </thead>
      {metrics.map((metric) => (
        <Compared key={metric.definition.metric} metric={metric} axis={axis} base={base} />
      ))}
    </Table>
  )
}

type RowProps = { metric: ComparedMetric; axis: ForestAxis; base: string }

function Compared({ metric, axis, base }: RowProps) {
  const { definition, comparison } = metric
  return (
    <tbody className="border-b border-line last:border-b-0">
      <tr>
        <th scope="row" className="py-1.5 pr-3 pl-4 text-left font-normal">
          <Link
            href={`${base}/metrics/${encodeURIComponent(definition.metric)}`}
            className="font-medium hover:underline"
          >
            {definition.title}
          </Link>
          <span className="block">
            <GroupWord verdict={comparison.verdict} />
          </span>
          <span className="block text-xs lg:hidden">
            <Effect comparison={comparison} definition={definition} align="start" />
          </span>
        </th>
        <Td className="px-6">
          {comparison.ratio === null || definition.statistic === 'state' ? (
            <span className="text-xs text-ink-3">
              {definition.statistic === 'state' ? 'states go by their rank' : 'zero or below: no ratio'}
            </span>
          ) : (
            <ForestRow comparison={comparison} axis={axis} />
          )}
        </Td>
        <Td numeric className="max-lg:hidden">
          <Effect comparison={comparison} definition={definition} />
        </Td>
        <Td numeric className="max-lg:hidden">
          <SideValue side="base" comparison={comparison} definition={definition} />
        </Td>
        <Td numeric className="max-lg:hidden">
          <SideValue side="head" comparison={comparison} definition={definition} />
        </Td>
      </tr>
      <tr>
        <td colSpan={5} className="px-4 pb-2 text-xs text-ink-2">
          <Why metric={metric} />
        </td>
      </tr>
    </tbody>
  )
}

const failures = ({ failed }: ComparedMetric) =>
  (['base', 'head'] as const)
    .filter((side) => failed[side] > 0)
    .map(
      (side) => ` Measuring it failed in ${failed[side]} ${failed[side] === 1 ? 'run' : 'runs'} of ${side}.`,
    )
    .join('')

/** Why the verdict is what it is; on demand, the distributions one above the other on the same axis. */
function Why({ metric }: { metric: ComparedMetric }) {
  const { drawn, definition, comparison } = metric
  const sentence = groupSentence(comparison) + failures(metric)
  const levels = (
    <p className="lg:hidden">
      From <SideValue side="base" comparison={comparison} definition={definition} /> to{' '}
      <SideValue side="head" comparison={comparison} definition={definition} />.
    </p>
  )
  if (!drawn || definition.unit === null)
    return (
      <>
        {levels}
        <p className="max-w-[96ch]">{sentence}</p>
      </>
    )
  const all = [...drawn.base, ...drawn.head]
  const span: [number, number] = [Math.min(...all), Math.max(...all)]
  return (
    <>
      {levels}
      <details>
        <summary className="max-w-[96ch] hover:text-ink">{sentence}</summary>
        <dl className="mt-2 grid w-fit grid-cols-[auto_auto] items-center gap-x-4 gap-y-1 pl-4">
          {(['base', 'head'] as const).map((side) => (
            <div key={side} className="col-span-2 grid grid-cols-subgrid items-center">
              <dt className="text-ink-3">
                {side}, {drawn[side].length} {drawn.of === 'runs' ? 'run values' : 'samples'}
              </dt>
              <dd>
                <Distribution
                  title={`${definition.title}, ${side}`}
                  unit={definition.unit!}
                  samples={drawn[side].toSorted((a, b) => a - b)}
                  quantiles={null}
                  value={comparison.value[side]}
                  target={null}
                  acceptance={null}
                  span={span}
                />
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </>
  )
}
