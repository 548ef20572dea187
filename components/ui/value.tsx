import { formatInterval, formatValue, stateText } from '@/lib/core/format'

/** A number to read and compare: its unit small and grey after a thin space. */
export function Value({
  value,
  unit,
  strong = false,
}: {
  value: number
  unit: string | null
  strong?: boolean
}) {
  const shown = formatValue(value, unit)
  return (
    <span className="whitespace-nowrap">
      <span className={strong ? 'font-medium' : undefined}>{shown.number}</span>
      {shown.unit && <span className="text-xs text-ink-3">{`\u2009${shown.unit}`}</span>}
    </span>
  )
}

/** The 95% interval of a value, small; nothing when it is unknown on both sides. */
export function Interval({
  low,
  high,
  unit,
}: {
  low: number | null
  high: number | null
  unit: string | null
}) {
  const text = formatInterval(low, high, unit)
  return (
    text && (
      <span className="text-xs whitespace-nowrap text-ink-3" title="95% interval">
        {text}
      </span>
    )
  )
}

/** A limit, a value or a state, whichever the metric has. */
export function Limit({ limit, unit }: { limit: number | string | null; unit: string | null }) {
  if (limit === null) return <span className="text-ink-3">none</span>
  return typeof limit === 'number' ? <Value value={limit} unit={unit} /> : <StateName state={limit} />
}

/** `pruned_at_limit` as people say it. */
export function StateName({ state }: { state: string }) {
  return <span className="wrap-anywhere">{stateText(state)}</span>
}
