import { scale } from './scale'

type Point = { value: number; simulated: boolean }
type Props = { points: Point[]; label: string; target?: number | null; width?: number; height?: number }

/** The newest runs as a line, oldest first: dashed where simulated, the last one as a dot. */
export function Sparkline({ points, label, target = null, width = 112, height = 28 }: Props) {
  if (points.length === 0) return <span className="text-xs text-ink-3">no runs yet</span>
  const values = points.map((p) => p.value)
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const room = (most - least || Math.abs(most) || 1) * 0.15
  const y = scale([least - room, most + room], [height - 3, 3])
  const x = scale([0, Math.max(1, points.length - 1)], [3, width - 4])
  const at = (i: number) => `${x(i).toFixed(1)} ${y(values[i]!).toFixed(1)}`
  const steps = (simulated: boolean) =>
    points
      .slice(1)
      .map((p, i) => ((p.simulated || points[i]!.simulated) === simulated ? `M${at(i)}L${at(i + 1)}` : ''))
      .join('')
  const last = points.at(-1)!
  const inView = target !== null && target >= least - room && target <= most + room
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={label}
      className="block"
    >
      {inView && (
        <path d={`M0 ${y(target)}H${width}`} className="stroke-line-strong" strokeWidth="1" opacity="0.6" />
      )}
      <path
        d={steps(true)}
        className="stroke-ink-3"
        fill="none"
        strokeWidth="1.25"
        strokeDasharray="2.5 1.5"
      />
      <path d={steps(false)} className="stroke-accent" fill="none" strokeWidth="1.5" strokeLinejoin="round" />
      <circle
        cx={x(points.length - 1)}
        cy={y(last.value)}
        r="2.5"
        className={last.simulated ? 'fill-surface stroke-ink-3' : 'fill-accent stroke-accent'}
      />
    </svg>
  )
}
