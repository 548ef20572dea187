import type { AlertRun } from '@/lib/alerts/queries'
import { levelText } from '@/lib/core/alert-words'
import { changeDomain } from './change-domain'
import { type Domain, niceTicks, scale, stackHeights } from './scale'

type Props = {
  runs: AlertRun[]
  before: number | null
  after: number | null
  /** 95% interval of the level after, as far as the effect tells it */
  interval: [low: number, high: number] | null
  unit: string | null
}

const H = 44
const BASE = H - 5
const DOT = 2.5

/** The runs before a change and from it on, a dot each, on one axis: whether they are two crowds or one. */
export function ChangeStrips({ runs, before, after, interval, unit }: Props) {
  const domain = changeDomain(
    runs.map((r) => r.value),
    [before, after],
  )
  const side = (which: AlertRun['side']) => runs.filter((r) => r.side === which).map((r) => r.value)
  const at = scale(domain, [0, 100])
  const ticks = niceTicks(domain, 4)
  const text = (value: number) => levelText(value, { unit, states: [] })!
  return (
    <div className="grid grid-cols-[auto_minmax(0,1fr)] items-end gap-x-4 gap-y-2">
      <Strip
        title="Before"
        values={side('before')}
        level={before}
        domain={domain}
        ticks={ticks}
        unit={unit}
      />
      <Strip
        title="From it on"
        values={side('after')}
        level={after}
        interval={interval}
        domain={domain}
        ticks={ticks}
        unit={unit}
        worse
      />
      <span />
      <div className="relative h-4 text-xs text-ink-3" aria-hidden="true">
        {ticks.map((t) => (
          <span key={t} className="absolute -translate-x-1/2 whitespace-nowrap" style={{ left: `${at(t)}%` }}>
            {text(t)}
          </span>
        ))}
      </div>
    </div>
  )
}

type StripProps = {
  title: string
  values: number[]
  level: number | null
  interval?: Props['interval']
  domain: Domain
  ticks: number[]
  unit: string | null
  worse?: boolean
}

function Strip({ title, values, level, interval, domain, ticks, unit, worse }: StripProps) {
  const at = scale(domain, [0, 100])
  const x = (value: number) => `${at(value).toFixed(2)}%`
  const heights = stackHeights(values, domain, 72)
  const step = Math.min(2 * DOT + 0.5, (BASE - 2 * DOT - 2) / Math.max(1, ...heights))
  const tone = worse ? 'fill-missed' : 'fill-ink-3'
  const said = level === null ? null : levelText(level, { unit, states: [] })
  return (
    <>
      <p className="pb-1 text-xs">
        <span className={`block text-sm font-medium ${worse ? 'text-missed' : ''}`}>{title}</span>
        <span className="whitespace-nowrap text-ink-3">
          {values.length} {values.length === 1 ? 'run' : 'runs'}
          {said && `, ${said}`}
        </span>
      </p>
      <svg width="100%" height={H} className="block overflow-visible" aria-hidden="true">
        {ticks.map((t) => (
          <line key={t} x1={x(t)} x2={x(t)} y1="0" y2={H} className="stroke-line" />
        ))}
        <line x1="0" x2="100%" y1={BASE + 0.5} y2={BASE + 0.5} className="stroke-line-strong" opacity="0.6" />
        {interval && (
          <rect
            x={x(interval[0])}
            width={`${Math.max(0, at(interval[1]) - at(interval[0])).toFixed(2)}%`}
            y="0"
            height={BASE}
            className="fill-missed"
            opacity="0.13"
          />
        )}
        {values.map((value, i) => (
          <circle
            // biome-ignore lint/suspicious/noArrayIndexKey: runs may share a value, and never change places
            key={i}
            cx={x(value)}
            cy={BASE - DOT - 1 - heights[i]! * step}
            r={DOT}
            className={tone}
            opacity="0.8"
          />
        ))}
        {level !== null && (
          <line
            x1={x(level)}
            x2={x(level)}
            y1="2"
            y2={H}
            className={worse ? 'stroke-missed' : 'stroke-ink-2'}
            strokeWidth="2"
          />
        )}
      </svg>
    </>
  )
}
