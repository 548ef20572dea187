import { RangeBar } from '@/components/charts/range-bar'
import { Interval, Limit, StateName, Value } from '@/components/ui/value'
import type { MetricDefinition } from '@/lib/core/metric'
import { isSkipped } from '@/lib/core/skipped'
import type { Verdict } from '@/lib/core/wire'

/** As much of a verdict as is drawn: a run's own, or what evidence says of one. */
type Shown = Pick<Verdict, 'value' | 'low' | 'high' | 'unit' | 'target' | 'acceptance' | 'goal'> & {
  state?: string | null
  error?: string | null
}

/** What was measured, with its interval below. */
export function VerdictValue({ verdict, align = 'end' }: { verdict: Shown; align?: 'start' | 'end' }) {
  if (typeof verdict.state === 'string') return <StateName state={verdict.state} />
  if (verdict.value === null)
    return (
      <span
        className={`text-xs wrap-anywhere ${isSkipped(verdict.error) ? 'text-ink-3' : 'text-missed'}`}
        title={verdict.error ?? undefined}
      >
        {isSkipped(verdict.error) ? 'skipped' : 'failed to run'}
      </span>
    )
  return (
    <span className={`inline-flex flex-col ${align === 'end' ? 'md:items-end' : ''}`}>
      <Value value={verdict.value} unit={verdict.unit} strong />
      <Interval low={verdict.low} high={verdict.high} unit={verdict.unit} />
    </span>
  )
}

type RangeProps = {
  verdict: Shown
  definition: Pick<MetricDefinition, 'direction' | 'states' | 'target' | 'acceptance' | 'unit'>
  simulated?: boolean
}

const number = (limit: number | string | null) => (typeof limit === 'number' ? limit : null)

/** The verdict drawn against the limits it was judged by; in words for states. */
export function VerdictRange({ verdict, definition, simulated }: RangeProps) {
  if (typeof verdict.state === 'string') return <LimitWords verdict={verdict} />
  if (verdict.value === null || verdict.unit === null) return null
  return (
    <RangeBar
      value={verdict.value}
      low={verdict.low}
      high={verdict.high}
      target={number(verdict.target)}
      acceptance={number(verdict.acceptance)}
      direction={definition.direction}
      unit={verdict.unit}
      goal={verdict.goal}
      simulated={simulated}
    />
  )
}

/** "target 200 ms · acceptance 300 ms" */
export function LimitWords({ verdict }: { verdict: Pick<Verdict, 'target' | 'acceptance' | 'unit'> }) {
  if (verdict.target === null && verdict.acceptance === null)
    return <span className="text-xs text-ink-3">no target</span>
  return (
    <span className="text-xs text-ink-2">
      <span className="text-ink-3">target</span> <Limit limit={verdict.target} unit={verdict.unit} />
      <br />
      <span className="text-ink-3">acceptance</span> <Limit limit={verdict.acceptance} unit={verdict.unit} />
    </span>
  )
}
