import { GOAL_MEANING, MEANING_TEXT } from '@/components/ui/mark'
import { formatText, GOAL_MARK } from '@/lib/core/format'
import type { Direction, Goal } from '@/lib/core/wire'
import { limitDomain, scale } from './scale'

type Props = {
  value: number
  low: number | null
  high: number | null
  target: number | null
  acceptance: number | null
  direction: Direction
  unit: string
  goal: Goal
  simulated?: boolean
  width?: number
}

const HEIGHT = 24
const MID = HEIGHT / 2

/** The value with its interval on an axis that carries the target (solid) and the acceptance limit (dashed). */
export function RangeBar({
  value,
  low,
  high,
  target,
  acceptance,
  direction,
  unit,
  goal,
  simulated,
  width = 160,
}: Props) {
  const domain = limitDomain({ value, low, high, target, acceptance })
  const x = scale(domain, [3, width - 3])
  const outer = direction === 'lower' ? width : 0
  const band = (from: number, to: number) => ({ x: Math.min(from, to), width: Math.abs(to - from) })
  const beyond = value > domain[1]
  const words = [
    `${formatText(value, unit)}, ${GOAL_MARK[goal].word}`,
    low !== null && high !== null && `95% interval ${formatText(low, unit)} to ${formatText(high, unit)}`,
    target !== null && `target ${formatText(target, unit)}`,
    acceptance !== null && `acceptance ${formatText(acceptance, unit)}`,
  ]
  return (
    <svg
      viewBox={`0 0 ${width} ${HEIGHT}`}
      width={width}
      height={HEIGHT}
      role="img"
      aria-label={words.filter(Boolean).join('; ')}
      className={`block ${MEANING_TEXT[GOAL_MEANING[goal]]}`}
    >
      <rect x="0" y={MID - 4} width={width} height="8" rx="1.5" className="fill-sunken" />
      {target !== null && (
        <rect {...band(x(target), outer)} y={MID - 4} height="8" className="fill-acceptable-wash" />
      )}
      {acceptance !== null && (
        <rect {...band(x(acceptance), outer)} y={MID - 4} height="8" className="fill-missed-wash" />
      )}
      {(low !== null || high !== null) && !beyond && (
        <rect
          {...band(low === null ? 0 : x(low), high === null ? width : x(high))}
          y={MID - 4}
          height="8"
          fill="currentColor"
          opacity="0.35"
        />
      )}
      {target !== null && <path d={`M${x(target)} 2V22`} className="stroke-ink-2" strokeWidth="1.5" />}
      {acceptance !== null && (
        <path d={`M${x(acceptance)} 2V22`} className="stroke-ink-2" strokeWidth="1.5" strokeDasharray="3 2" />
      )}
      {beyond ? (
        <path d={`M${width - 9} ${MID - 5}l8 5-8 5z`} fill="currentColor" />
      ) : (
        <circle
          cx={x(value)}
          cy={MID}
          r="4"
          fill={simulated ? 'var(--color-surface)' : 'currentColor'}
          stroke={simulated ? 'currentColor' : 'var(--color-surface)'}
          strokeWidth="1.5"
        />
      )}
    </svg>
  )
}
