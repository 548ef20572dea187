import type { GroupComparison, GroupVerdict } from '@/lib/core/compare-groups'
import { formatRatio } from '@/lib/core/format'
import type { ForestAxis } from './forest-axis'

const HEIGHT = 28
const MID = HEIGHT / 2

const TONE: Record<GroupVerdict, string> = {
  worse: 'text-missed',
  better: 'text-met',
  'no difference': 'text-none',
  'cannot tell': 'text-inconclusive',
}

/** ▲ worse, ▼ better, ● no difference, ◇ cannot tell, about the point that they mark. */
function Point({ verdict }: { verdict: GroupVerdict }) {
  if (verdict === 'worse') return <path d="M0 -5.5 5.5 4.5h-11Z" fill="currentColor" />
  if (verdict === 'better') return <path d="M0 5.5 5.5 -4.5h-11Z" fill="currentColor" />
  if (verdict === 'no difference') return <circle r="4" fill="currentColor" />
  return (
    <path d="M0 -5.5 5.5 0 0 5.5 -5.5 0Z" className="fill-surface" stroke="currentColor" strokeWidth="1.5" />
  )
}

const percent = (at: number) => `${at.toFixed(2)}%`

/** The ratios that the lines below stand for. */
export function ForestScale({ axis }: { axis: ForestAxis }) {
  return (
    <svg width="100%" height="16" className="block overflow-visible" aria-hidden="true">
      {axis.ticks.map(({ ratio, at }) => (
        <text key={ratio} x={percent(at)} y="12" textAnchor="middle" className="fill-ink-3 text-xs">
          {ratio === 1 ? '1' : formatRatio(ratio, 2)}
        </text>
      ))}
    </svg>
  )
}

/** One ratio with its interval on the axis that all rows share; the band is what does not matter. Its numbers stand beside it. */
export function ForestRow({ comparison, axis }: { comparison: GroupComparison; axis: ForestAxis }) {
  const { ratio, ratioInterval, least, verdict } = comparison
  if (ratio === null) return null
  const { low, high } = ratioInterval
  const from = axis.at(Math.max(1e-9, 1 - least))
  return (
    <svg
      width="100%"
      height={HEIGHT}
      className={`block overflow-visible ${TONE[verdict]}`}
      aria-hidden="true"
    >
      <rect
        x={percent(from)}
        width={percent(axis.at(1 + least) - from)}
        y="0"
        height={HEIGHT}
        className="fill-sunken"
      />
      {axis.ticks.map((tick) => (
        <line
          key={tick.ratio}
          x1={percent(tick.at)}
          x2={percent(tick.at)}
          y1="0"
          y2={HEIGHT}
          className={tick.ratio === 1 ? 'stroke-line-strong' : 'stroke-line'}
        />
      ))}
      {low !== null && high !== null && (
        <>
          <line
            x1={percent(axis.at(low))}
            x2={percent(axis.at(high))}
            y1={MID}
            y2={MID}
            stroke="currentColor"
            strokeWidth="2"
          />
          <End at={axis.at(low)} open={!axis.holds(low)} towards={-1} />
          <End at={axis.at(high)} open={!axis.holds(high)} towards={1} />
        </>
      )}
      <svg x={percent(axis.at(ratio))} y={MID} className="overflow-visible" aria-hidden="true">
        <Point verdict={verdict} />
      </svg>
    </svg>
  )
}

/** A stop, or an arrow where the interval goes on beyond the axis. */
function End({ at, open, towards }: { at: number; open: boolean; towards: 1 | -1 }) {
  return (
    <svg x={percent(at)} y={MID} className="overflow-visible" aria-hidden="true">
      {open ? (
        <path
          d={`M${-6 * towards} -4L0 0L${-6 * towards} 4`}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.5"
        />
      ) : (
        <path d="M0 -4V4" stroke="currentColor" strokeWidth="1.5" />
      )}
    </svg>
  )
}
