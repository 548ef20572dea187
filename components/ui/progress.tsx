/** Done of total as a bar with the numbers beside it. */
export function Progress({
  label,
  done,
  total,
  unit = '',
}: {
  label: string
  done: number
  total: number
  unit?: string
}) {
  const share = total > 0 ? Math.min(1, done / total) : 0
  return (
    <div>
      <div className="flex items-baseline justify-between gap-3 text-sm">
        <span className="min-w-0">{label}</span>
        <span className="whitespace-nowrap text-ink-2">
          {done}{' '}
          <span className="text-ink-3">
            of {total}
            {unit && `\u2009${unit}`}
          </span>
        </span>
      </div>
      <div aria-hidden="true" className="mt-1 h-1.5 overflow-hidden rounded-sm bg-sunken">
        <div
          className={`h-full ${done > total ? 'bg-acceptable' : share === 1 ? 'bg-met' : 'bg-accent'}`}
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </div>
  )
}
