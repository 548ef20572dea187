import { ChangeMark, Mark } from '@/components/ui/mark'
import { StateName, Value } from '@/components/ui/value'
import type { GroupComparison, GroupVerdict } from '@/lib/core/compare-groups'
import { formatInterval, formatRatio, formatText } from '@/lib/core/format'
import type { MetricDefinition } from '@/lib/core/metric'

const LOOK: Record<GroupVerdict, string> = {
  worse: 'font-medium text-missed',
  better: 'font-medium text-met',
  'no difference': 'text-ink-2',
  'cannot tell': 'text-inconclusive',
}

export function GroupWord({ verdict }: { verdict: GroupVerdict }) {
  return (
    <span className={`inline-flex items-center gap-1.5 text-xs whitespace-nowrap ${LOOK[verdict]}`}>
      {verdict === 'cannot tell' ? (
        <Mark meaning="inconclusive" />
      ) : (
        <ChangeMark
          change={verdict === 'worse' ? 'regression' : verdict === 'better' ? 'improvement' : 'stable'}
        />
      )}
      {verdict}
    </span>
  )
}

type Shown = { comparison: GroupComparison; definition: MetricDefinition }

/** The level of one side: a number, or a state; several states have none. */
export function SideValue({ side, comparison, definition }: Shown & { side: 'base' | 'head' }) {
  const value = comparison.value[side]
  if (definition.statistic !== 'state')
    return value !== null && <Value value={value} unit={definition.unit} />
  const state = value === null ? undefined : definition.states[value]
  return state === undefined ? (
    <span className="text-ink-3">several states</span>
  ) : (
    <StateName state={state} />
  )
}

/** Head over base with its interval; the difference where there is no ratio, and nothing for states. */
export function Effect({ comparison, definition, align = 'end' }: Shown & { align?: 'start' | 'end' }) {
  const { ratio, ratioInterval, difference, differenceInterval } = comparison
  if (definition.statistic === 'state') return <span className="text-xs text-ink-3">no ratio of states</span>
  const { low, high } = ratioInterval
  const interval =
    ratio === null
      ? formatInterval(differenceInterval.low, differenceInterval.high, definition.unit)
      : low !== null && high !== null && `${formatRatio(low)} to ${formatRatio(high)}`
  return (
    <span className={`inline-flex flex-col ${align === 'end' ? 'items-end' : 'items-start'}`}>
      <span className="font-medium">
        {ratio === null ? signed(difference, definition.unit) : formatRatio(ratio)}
      </span>
      <span className="text-xs text-ink-3">{interval || (comparison.p === null ? 'no interval' : '')}</span>
    </span>
  )
}

const signed = (difference: number, unit: string | null) =>
  `${difference > 0 ? '+' : ''}${formatText(difference, unit).replace('-', '−')}`
